import type { TrashedPrompt } from '../../answers.ts'
import { expectGeneration } from '../feed/raise-generation.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { putInTrash, requireUnused } from './put-in-trash.ts'
import { readTrashed } from './trashed-prompt.ts'

/** What `PromptStore.trash` is told. */
export interface TrashPromptInput {
  readonly name: string
  readonly expected?: number | undefined
  readonly evenIfUsed?: boolean | undefined
  readonly now: number
}

/** `PromptStore.trash` */
export function trashPrompt(sql: Sql, input: TrashPromptInput): TrashedPrompt {
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  if (!input.evenIfUsed) requireUnused(sql, prompt)
  putInTrash(sql, prompt, input.now)
  return readTrashed(sql, prompt.id)
}
