import type { SQLTagStore } from 'node:sqlite'
import type { Prompt, PromptEdit } from '@promptbin/prompts'
import type { Author } from '../../prompt-store.ts'
import { getPrompt } from '../questions/get-prompt.ts'
import { inTransaction } from '../transaction.ts'
import { applyEdit } from './apply-edit.ts'
import { expectGeneration } from './generation.ts'

/** `PromptStore.change`; `now` in milliseconds since 1970. */
export function changePrompt(
  sql: SQLTagStore,
  {
    name,
    edit,
    author,
    expected,
    now,
  }: {
    readonly name: string
    readonly edit: PromptEdit
    readonly author: Author
    readonly expected: number | undefined
    readonly now: number
  },
): Prompt {
  return inTransaction(sql.db, 'IMMEDIATE', () => {
    const prompt = getPrompt(sql, { name })
    expectGeneration(prompt, expected)
    return applyEdit(sql, prompt, edit, author, now)
  })
}
