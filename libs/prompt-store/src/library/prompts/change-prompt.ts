import type { Prompt, PromptEdit } from '@promptbin/prompts'
import type { Author } from '../../requests.ts'
import { expectGeneration } from '../feed/raise-generation.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { applyEdit } from './apply-edit.ts'
import { readNewest } from './read-prompt.ts'

/** What `PromptStore.change` is told. */
export interface ChangePromptInput extends ChangeInput {
  readonly name: string
  readonly edit: PromptEdit
  readonly author: Author
  readonly expected: number | undefined
}

/** `PromptStore.change` */
export function changePrompt(sql: Sql, input: ChangePromptInput): Prompt {
  const { edit, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  return applyEdit(sql, prompt, { fields: edit, author }, now)
}
