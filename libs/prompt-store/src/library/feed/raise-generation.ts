import type { LibraryEvent } from '../../answers.ts'
import { promptChanged } from '../../errors.ts'
import type { Sql } from '../sql.ts'

/** How many of the newest changes are remembered at least. */
const maxEvents = 10_000

/** So many are forgotten at a time. */
const forgottenAtOnce = 100

/** Which version a change is about, as `LibraryEvent` tells it; nothing where it is about none. */
export interface ChangedVersion {
  readonly label?: string
  readonly version: number | null
}

/** A prompt that changes, as it is with that; or a token. */
export interface Changed {
  readonly id: string
  readonly name: string
  /** Where it stands now, unless that is where it stood before. */
  readonly folder?: string
}

/**
 * Raises the library's generation and notes what changed under the new one, which it returns: the
 * two are never apart, so the numbers of the events have no gap. Called before the prompt is written,
 * it sees in which folder that stood.
 */
export function raiseGeneration(
  sql: Sql,
  type: LibraryEvent['type'],
  { id, name, folder }: Changed,
  now: number,
  { label, version }: ChangedVersion = { version: null },
): number {
  const row = sql.get`
    UPDATE library
       SET generation = generation + 1
    RETURNING generation, (SELECT folder FROM prompt WHERE id = ${id}) AS folder`
  const generation = Number(row?.['generation'])
  const former = (row?.['folder'] ?? null) as string | null
  const place = folder ?? former
  sql.run`
    INSERT INTO event (generation, type, prompt, name, label, version, at, folder, former_folder)
    VALUES (${generation}, ${type}, ${id}, ${name}, ${label ?? null}, ${version}, ${now},
            ${place}, ${former === place ? null : former})`
  if (generation % forgottenAtOnce === 0) {
    sql.run`DELETE FROM event WHERE generation <= ${generation - maxEvents}`
  }
  return generation
}

/** Throws `PB_PROMPT_CHANGED` if the caller saw another state of the prompt than the one there is. */
export function expectGeneration(
  prompt: { readonly name: string; readonly generation: number },
  expected: number | undefined,
): void {
  if (expected !== undefined && expected !== prompt.generation) throw promptChanged(prompt.name)
}
