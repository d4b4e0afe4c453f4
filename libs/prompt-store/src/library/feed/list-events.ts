import type { LibraryEvent } from '../../answers.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { readGeneration } from './read-generation.ts'

/** A row of the table `event`. */
interface EventRow {
  readonly generation: number
  readonly type: LibraryEvent['type']
  readonly prompt: string
  readonly name: string
  readonly label: string | null
  readonly version: number | null
  readonly at: number
  readonly folder: string | null
  readonly former_folder: string | null
}

/**
 * `PromptStore.eventsAfter`. Events are numbered without a gap and forgotten from the oldest on,
 * so none is missing if the very next one is there.
 */
export function listEvents(
  sql: Sql,
  { generation, limit }: { readonly generation: number; readonly limit: number },
): { readonly events: readonly LibraryEvent[]; readonly complete: boolean } {
  const rows = sql.all`
    SELECT generation, type, prompt, name, label, version, at, folder, former_folder
      FROM event
     WHERE generation > ${generation}
     ORDER BY generation
     LIMIT ${limit}` as unknown as EventRow[]
  const events = rows.map(({ prompt, at, former_folder: formerFolder, ...event }) => ({
    ...event,
    id: prompt,
    at: toDateTime(at),
    formerFolder,
  }))
  const complete = generation === readGeneration(sql) || events.at(0)?.generation === generation + 1
  return { events, complete }
}
