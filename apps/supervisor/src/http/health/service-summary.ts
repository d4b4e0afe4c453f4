import type { ProcessSnapshot } from '../../supervision/service-control.ts'

/** A service with all of its processes taken together. */
export interface ServiceSummary {
  /**
   * `partly`: some workers answer and others are on their way. `away`: none answers, and one is on
   * its way. `failed`: none answers, and none will come soon. `stopped`: somebody wants none.
   */
  readonly state: 'ready' | 'partly' | 'away' | 'failed' | 'stopped'
  readonly url: string
  /** Of the worker that has been ready for longest; 0 when none is. */
  readonly uptimeSeconds: number
  /** By those that run now. */
  readonly requestsHandled: number
  readonly averageResponseMs: number
  readonly rssBytes: number
  /** Why it was restarted last, or why it is not restarted any more. */
  readonly reason: string | undefined
}

/** Sums up a service; undefined when it was never started. */
export function summarize(
  all: readonly ProcessSnapshot[],
  service: string,
): ServiceSummary | undefined {
  const processes = all.filter((one) => one.service === service)
  const [first] = processes
  if (!first) return undefined
  const heartbeats = processes.flatMap(({ heartbeat }) => heartbeat ?? [])
  const sum = (of: (heartbeat: (typeof heartbeats)[number]) => number) =>
    heartbeats.reduce((total, heartbeat) => total + of(heartbeat), 0)
  const requestsHandled = sum((heartbeat) => heartbeat.requestsHandled)
  const totalMs = sum((heartbeat) => heartbeat.requestsHandled * heartbeat.averageResponseMs)
  return {
    state: stateOf(processes),
    url: first.url,
    uptimeSeconds: Math.max(...processes.map(({ uptimeSeconds }) => uptimeSeconds)),
    requestsHandled,
    averageResponseMs: requestsHandled === 0 ? 0 : totalMs / requestsHandled,
    rssBytes: sum((heartbeat) => heartbeat.rssBytes),
    reason: first.lastRestartReason,
  }
}

/** A place counts as answering when one of its processes does: the others come or go. */
function stateOf(processes: readonly ProcessSnapshot[]): ServiceSummary['state'] {
  const workers = processes.filter(({ worker }) => worker !== null)
  const places = Map.groupBy(workers, ({ worker }) => worker)
  const isReady = (place: readonly ProcessSnapshot[]) =>
    place.some(({ state }) => state === 'ready')
  const ready = [...places.values()].filter(isReady)
  if (ready.length > 0) return ready.length === places.size ? 'ready' : 'partly'
  if (workers.some(({ state }) => state === 'stopped')) return 'stopped'
  return workers.some(({ state }) => state === 'failed') ? 'failed' : 'away'
}
