import type { SQLTagStore } from 'node:sqlite'
import type { Prompt, PromptEdit } from '@promptbin/prompts'
import type { Author } from '../../requests.ts'
import type { ChangeInput } from '../library/as-change.ts'
import { expectGeneration } from '../library/raise-generation.ts'
import { requirePrompt } from '../names/find-prompt.ts'
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
export function changePrompt(sql: SQLTagStore, input: ChangePromptInput): Prompt {
  const { edit, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  return applyEdit(sql, prompt, { fields: edit, author }, now)
}
