import { summarize } from '../../http/health/service-summary.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import type { Tone } from '../advice/advice.ts'

/** A service as people see it: where it stands, and with which processes. */
export interface ServiceView {
  readonly name: string
  /** See `ServiceSummary`; `stopped`: on purpose. */
  readonly state: 'ready' | 'partly' | 'away' | 'failed' | 'stopped'
  readonly url: string
  /** By place. */
  readonly workers: readonly ProcessSnapshot[]
  readonly spares: readonly ProcessSnapshot[]
  readonly uptimeSeconds: number
  /** After failures, over all starts. */
  readonly restarts: number
  /** Why it was restarted last, or is not restarted any more. */
  readonly reason: string | undefined
}

/** The words and the colour of a state. */
export const serviceStates: Readonly<
  Record<ServiceView['state'], { readonly text: string; readonly tone: Tone }>
> = {
  ready: { text: 'ready', tone: 'good' },
  partly: { text: 'partly ready', tone: 'warn' },
  away: { text: 'starting', tone: 'bad' },
  failed: { text: 'down', tone: 'bad' },
  stopped: { text: 'stopped', tone: 'warn' },
}

/** The services of a list of processes, in its order. */
export function viewServices(all: readonly ProcessSnapshot[]): readonly ServiceView[] {
  return [...new Set(all.map(({ service }) => service))].map((name) => viewService(name, all))
}

function viewService(name: string, all: readonly ProcessSnapshot[]): ServiceView {
  const own = all.filter(({ service }) => service === name)
  const workers = own.filter(({ worker }) => worker !== null)
  const summary = summarize(all, name)
  return {
    name,
    state: summary?.state ?? 'away',
    url: summary?.url ?? '',
    workers: workers.toSorted((a, b) => Number(a.worker) - Number(b.worker)),
    spares: own.filter(({ worker }) => worker === null),
    uptimeSeconds: summary?.uptimeSeconds ?? 0,
    restarts: Math.max(0, ...own.map(({ restarts }) => restarts)),
    reason: summary?.reason,
  }
}
