import type { SQLTagStore } from 'node:sqlite'
import { deriveName, type NewPrompt, type Prompt, uniqueName } from '@promptbin/prompts'
import { nameTaken } from '../../errors.ts'
import type { Author } from '../../prompt-store.ts'
import { isNameTaken } from '../questions/is-name-taken.ts'
import { inTransaction } from '../transaction.ts'
import { insertPrompt } from './insert-prompt.ts'

/** `PromptStore.create`; `now` in milliseconds since 1970. */
export function createPrompt(
  sql: SQLTagStore,
  {
    prompt,
    author,
    now,
  }: {
    readonly prompt: NewPrompt
    readonly author: Author
    readonly now: number
  },
): Prompt {
  return inTransaction(sql.db, 'IMMEDIATE', () => {
    const isTaken = (name: string) => isNameTaken(sql, name)
    if (prompt.name !== undefined && isTaken(prompt.name)) throw nameTaken(prompt.name)
    const name = prompt.name ?? uniqueName(deriveName(prompt.title), isTaken)
    return insertPrompt(sql, { ...prompt, name }, author, now)
  })
}
