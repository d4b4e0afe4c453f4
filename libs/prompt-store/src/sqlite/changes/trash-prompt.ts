import type { SQLTagStore } from 'node:sqlite'
import { getPrompt } from '../questions/get-prompt.ts'
import { inTransaction } from '../transaction.ts'
import { expectGeneration, nextGeneration } from './generation.ts'

/** `PromptStore.trash`; `now` in milliseconds since 1970. */
export function trashPrompt(
  sql: SQLTagStore,
  {
    name,
    expected,
    now,
  }: {
    readonly name: string
    readonly expected: number | undefined
    readonly now: number
  },
): void {
  inTransaction(sql.db, 'IMMEDIATE', () => {
    const prompt = getPrompt(sql, { name })
    expectGeneration(prompt, expected)
    sql.run`
      UPDATE prompt
         SET deleted_at = ${now}, generation = ${nextGeneration(sql)}
       WHERE id = ${prompt.id}`
  })
}
