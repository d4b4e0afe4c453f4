import type { SQLTagStore } from 'node:sqlite'
import type { LibraryEvent } from '../../answers.ts'
import { promptChanged } from '../../errors.ts'

/** How many of the newest changes are remembered. */
const maxEvents = 10_000

/**
 * Raises the library's generation and notes what changed under the new one, which it returns: the
 * two are never apart, so the numbers of the events have no gap.
 */
export function raiseGeneration(
  sql: SQLTagStore,
  type: LibraryEvent['type'],
  { id, name }: { readonly id: string; readonly name: string },
  now: number,
): number {
  const row = sql.get`UPDATE library SET generation = generation + 1 RETURNING generation`
  const generation = Number(row?.['generation'])
  sql.run`
    INSERT INTO event (generation, type, prompt, name, at)
    VALUES (${generation}, ${type}, ${id}, ${name}, ${now})`
  sql.run`DELETE FROM event WHERE generation <= ${generation - maxEvents}`
  return generation
}

/** Throws `PB_PROMPT_CHANGED` if the caller saw another state of the prompt than the one there is. */
export function expectGeneration(
  prompt: { readonly name: string; readonly generation: number },
  expected: number | undefined,
): void {
  if (expected !== undefined && expected !== prompt.generation) throw promptChanged(prompt.name)
}
