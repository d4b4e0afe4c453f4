import type { Prompt } from '@promptbin/prompts'
import type { Author } from '../../requests.ts'
import { readTargets } from '../includes/references.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { createPrompt } from './create-prompt.ts'
import { readNewest } from './read-prompt.ts'

/** What `PromptStore.duplicate` is told. */
export interface DuplicatePromptInput extends ChangeInput {
  readonly name: string
  readonly copy: { readonly name?: string; readonly title?: string }
  readonly author: Author
}

/** What tells a copy from its original, and as long as a title may be. */
const [ending, maxTitleLength] = [' (copy)', 200]

/** `PromptStore.duplicate`; labels, old names and the favourite's star stay with the original. */
export function duplicatePrompt(sql: Sql, input: DuplicatePromptInput): Prompt {
  const { copy, ...change } = input
  const original = readNewest(sql, requirePrompt(sql, input.name))
  const { id, name, title, description, folder, tags, latest, version } = original
  const targets = readTargets(sql, id, latest)
  const { messages, variables, modelConfig } = version
  const prompt = {
    ...(copy.name !== undefined && { name: copy.name }),
    title: copy.title ?? titleOfCopy(title),
    description,
    folder,
    tags,
    favourite: false,
    messages,
    variables,
    modelConfig,
    message: `Copy of ${name}, version ${latest}`,
  }
  return createPrompt(sql, { ...change, prompt }, { messages, targets })
}

function titleOfCopy(title: string): string {
  return title.slice(0, maxTitleLength - ending.length).toWellFormed() + ending
}
