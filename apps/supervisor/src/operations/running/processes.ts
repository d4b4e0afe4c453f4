import type { OutputOf } from '@promptbin/operations'
import type { EventLog } from '../../history/event-log.ts'
import type { Family } from '../../history/genealogy/family.ts'
import type { Figures } from '../../resources/figures.ts'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import type { HandlersOf } from '../handlers.ts'
import { readSince } from '../since.ts'

/** Where the processes are known. */
export interface ProcessHandlersOptions {
  /** Every process of the instance, the supervisor first. */
  readonly list: () => readonly ProcessSnapshot[]
  readonly family: Family
  readonly events: Pick<EventLog, 'list'>
  /** What is known last of what a process uses. */
  readonly figuresOf: (processId: number) => Figures | null
}

const hourMs = 3_600_000

/** How it is told which processes there are, whence they came and what happened to them. */
export function processHandlers(
  options: ProcessHandlersOptions,
): HandlersOf<'list_processes' | 'get_genealogy' | 'list_events'> {
  const { events, family } = options
  return {
    list_processes: async () => ({ items: processItems(options) }),
    get_genealogy: async ({ since, all }) => {
      const { fromMs = Date.now() - hourMs } = readSince(since)
      return { items: await family.trees({ fromMs: all ? 0 : fromMs }) }
    },
    list_events: async ({ since, type: types, service, limit = 100 }) => {
      const { after, fromMs } = readSince(since)
      return events.list({ types, service, fromMs, after, limit })
    },
  }
}

/**
 * The processes as the API tells of them. What is not known is null, so that every item has the
 * same keys; `why` and `replaces` say why it was started, and in whose place.
 */
export function processItems({
  list,
  family,
  figuresOf,
}: Omit<ProcessHandlersOptions, 'events'>): OutputOf<'list_processes'>['items'] {
  return list().map((snapshot) => {
    const { pid, startedAt, endedAt, lastRestartReason, heartbeat, ...known } = snapshot
    const record = family.of(snapshot.processId)
    return {
      ...known,
      pid: pid ?? null,
      startedAt: startedAt ?? null,
      endedAt: endedAt ?? null,
      why: record?.why ?? null,
      replaces: record?.replaces ?? null,
      lastRestartReason: lastRestartReason ?? null,
      heartbeat: heartbeat ?? null,
      figures: figuresOf(snapshot.processId),
    }
  })
}
