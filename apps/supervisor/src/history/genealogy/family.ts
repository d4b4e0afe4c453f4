import type { EventLog } from '../event-log.ts'
import { createGenealogy, forestOf } from './genealogy.ts'
import type { ProcessNode, ProcessRecord } from './process-record.ts'

/** Which processes are asked for. */
export interface FamilyQuery {
  /** Only those that ran at this time or later, in ms since 1970. */
  readonly fromMs: number
}

/** Everything that is known of the processes of an instance. */
export interface Family {
  /** What is known of one process that runs, or ran lately. */
  of(processId: number): ProcessRecord | undefined
  /** Trees of those that were asked for, with the supervisors above them. */
  trees(query: FamilyQuery): Promise<readonly ProcessNode[]>
}

/**
 * Follows the records of a log. What ran since this start, and shortly before, is in memory; what
 * is older is read from the disk when it is asked for.
 */
export function createFamily(log: EventLog): Family {
  const known = createGenealogy()
  for (const event of log.recent) known.add(event)
  log.onRecord((event) => known.add(event))
  const knownFromMs = Date.parse(log.recent[0]?.at ?? '') || Date.now()

  const everything = async (): Promise<ReadonlyMap<number, ProcessRecord>> => {
    const all = createGenealogy({ maxProcesses: Number.POSITIVE_INFINITY })
    for await (const event of log.all()) all.add(event)
    // The start of one that runs for long may be forgotten on the disk, but not here.
    const rest = [...known.records].filter(([id]) => !all.records.has(id))
    return new Map([...all.records, ...rest])
  }
  return {
    of: (processId) => known.records.get(processId),
    async trees({ fromMs }) {
      const records = fromMs < knownFromMs ? await everything() : known.records
      const ran = [...records.values()].filter((record) => ranSince(record, fromMs))
      const parents = ran.flatMap(({ parent }) => records.get(parent ?? Number.NaN) ?? [])
      return forestOf(new Map([...parents, ...ran].map((record) => [record.processId, record])))
    },
  }
}

/** One whose end nobody saw counts by its start. */
function ranSince({ ending, endedAt, startedAt }: ProcessRecord, fromMs: number): boolean {
  if (ending === null) return true
  return Date.parse(endedAt ?? startedAt ?? '') >= fromMs
}
