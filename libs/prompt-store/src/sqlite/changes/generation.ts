import type { SQLTagStore } from 'node:sqlite'
import { promptChanged } from '../../errors.ts'

/** Raises the library's generation, and gives the new one to the change that is being made. */
export function nextGeneration(sql: SQLTagStore): number {
  const row = sql.get`UPDATE library SET generation = generation + 1 RETURNING generation`
  return Number(row?.['generation'])
}

/** Throws `PB_PROMPT_CHANGED` if the caller saw another state of the prompt than the one there is. */
export function expectGeneration(
  prompt: { readonly name: string; readonly generation: number },
  expected: number | undefined,
): void {
  if (expected !== undefined && expected !== prompt.generation) throw promptChanged(prompt.name)
}
