import type { NewPrompt, Prompt } from '@promptbin/prompts'
import { deriveName, uniqueName } from '@promptbin/prompts/names'
import { nameTaken } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { type Earlier, nothingEarlier, requireIncludes } from '../includes/resolve-includes.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { insertPrompt, makeId } from './insert-prompt.ts'

/** What `PromptStore.create` is told. */
export interface CreatePromptInput extends ChangeInput {
  readonly prompt: NewPrompt
  readonly author: Author
}

/** `PromptStore.create`; `earlier` is the version that the text was taken from, if it was. */
export function createPrompt(
  sql: Sql,
  { prompt, author, now }: CreatePromptInput,
  earlier: Earlier = nothingEarlier,
): Prompt {
  const isTaken = (name: string) => isNameTaken(sql, name)
  if (prompt.name !== undefined && isTaken(prompt.name)) throw nameTaken(prompt.name)
  const name = prompt.name ?? uniqueName(deriveName(prompt.title), isTaken)
  const draft = { ...prompt, id: makeId(), name }
  const targets = requireIncludes(sql, draft, earlier)
  return insertPrompt(sql, { ...draft, targets }, author, now)
}
