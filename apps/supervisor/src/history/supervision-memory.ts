import type { StateFolder } from '../state/state-folder.ts'
import type { EventLog } from './event-log.ts'

/** What is remembered of one service over a restart of the supervisor. */
export interface ServiceMemory {
  /** Restarts after failures since the data folder was made. */
  readonly restarts: number
  /** Why it was restarted last, or why it is not restarted any more. */
  readonly lastRestartReason: string | null
  /** As many workers as were asked for while it ran; null: as many as the configuration says. */
  readonly workers: number | null
  /** Whether somebody has stopped it on purpose and nobody has started it again. */
  readonly stopped: boolean
  /** What `RestartManager.toJSON` gave. */
  readonly restartManager: unknown
}

/** What supervision remembers: the counters, the last decisions and the wanted scale. */
export interface SupervisionMemory {
  /** A number that no process of this instance ever had. */
  nextProcessId(): number
  of(service: string): ServiceMemory
  /** Changes what is remembered of a service; it reaches the disk soon. */
  remember(service: string, change: Partial<ServiceMemory>): void
}

interface Remembered {
  readonly lastProcessId: number
  readonly lastSeq: number
  readonly services: Readonly<Record<string, ServiceMemory>>
}

const nothing: ServiceMemory = {
  restarts: 0,
  lastRestartReason: null,
  workers: null,
  stopped: false,
  restartManager: null,
}

/**
 * Opens `supervision.json`. It may be a second old when the supervisor was killed, and the list of
 * events may have been lost, so each makes up for the other: no number is given twice.
 */
export function openSupervisionMemory(folder: StateFolder, events: EventLog): SupervisionMemory {
  const file = folder.open<Remembered>({
    name: 'supervision',
    empty: { lastProcessId: 0, lastSeq: 0, services: {} },
    parse,
  })
  let lastProcessId = Math.max(
    file.value.lastProcessId,
    ...events.recent.map(({ processId }) => processId ?? 0),
  )
  const services = new Map(Object.entries(file.value.services))
  const save = () =>
    file.write({
      lastProcessId,
      lastSeq: events.lastSeq,
      services: Object.fromEntries(services),
    })
  events.skipTo(file.value.lastSeq)
  events.onRecord(save)
  const of = (service: string) => services.get(service) ?? nothing
  return {
    nextProcessId() {
      lastProcessId += 1
      save()
      return lastProcessId
    },
    of,
    remember(service, change) {
      services.set(service, { ...of(service), ...change })
      save()
    },
  }
}

function parse(value: unknown): Remembered | undefined {
  const { lastProcessId, lastSeq, services } = value as Partial<Remembered>
  if (!isCount(lastProcessId) || !isCount(lastSeq)) return undefined
  if (typeof services !== 'object' || services === null) return undefined
  const known = Object.entries(services).flatMap(([name, memory]) =>
    isServiceMemory(memory) ? [[name, { ...nothing, ...memory }] as const] : [],
  )
  return { lastProcessId, lastSeq, services: Object.fromEntries(known) }
}

function isServiceMemory(value: unknown): value is ServiceMemory {
  if (typeof value !== 'object' || value === null) return false
  const { restarts, lastRestartReason, workers, stopped } = value as Partial<ServiceMemory>
  return (
    isCount(restarts) &&
    (lastRestartReason === null || typeof lastRestartReason === 'string') &&
    (workers === null || isCount(workers)) &&
    // Nobody could stop a service before this was remembered.
    (stopped === undefined || typeof stopped === 'boolean')
  )
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
