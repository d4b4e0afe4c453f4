import type { Prompt } from '@promptbin/prompts'
import { versionNotFound } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { expectGeneration } from '../feed/raise-generation.ts'
import { readTargets } from '../includes/references.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { applyEdit } from '../prompts/apply-edit.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import type { Sql } from '../sql.ts'
import { readVersion } from './read-version.ts'

/** What `PromptStore.revert` is told. */
export interface RevertPromptInput extends ChangeInput {
  readonly name: string
  readonly n: number
  readonly message: string
  readonly author: Author
  readonly expected: number | undefined
}

/** `PromptStore.revert`; what the old version includes means what it meant then. */
export function revertPrompt(sql: Sql, input: RevertPromptInput): Prompt {
  const { n, message, author, now } = input
  const prompt = readNewest(sql, requirePrompt(sql, input.name))
  expectGeneration(prompt, input.expected)
  const version = readVersion(sql, prompt.id, n)
  if (version === undefined) throw versionNotFound(prompt.name, n)
  const { messages, variables, modelConfig } = version
  const fields = { messages, variables, modelConfig, message }
  const resolve = () => readTargets(sql, prompt.id, n)
  return applyEdit(sql, prompt, { fields, author, resolve }, now)
}
