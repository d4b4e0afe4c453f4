import type { Prompt, PromptEdit } from '@promptbin/prompts'
import { batchTooLarge, tagsTooMany } from '../../errors.ts'
import type { Author, BatchChange } from '../../requests.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { putInTrash, requireUnused } from '../trash/put-in-trash.ts'
import { applyEdit } from './apply-edit.ts'
import { readNewest } from './read-prompt.ts'

/** What `PromptStore.batch` is told. */
export interface ChangePromptsInput extends ChangeInput {
  readonly names: readonly string[]
  readonly change: BatchChange
  readonly author: Author
}

/** As many names as one batch may have; more would keep other writers waiting. */
const maxNames = 1_000

/** As many tags as a prompt may have. */
const maxTags = 50

/** `PromptStore.batch` */
export function changePrompts(
  sql: Sql,
  { names, change, author, now }: ChangePromptsInput,
): readonly { readonly name: string; readonly changed: boolean }[] {
  if (names.length > maxNames) throw batchTooLarge(maxNames)
  // All are found before the first is changed, so that a name twice means the same prompt twice.
  const ids = names.map((name) => requirePrompt(sql, name))
  const gone = new Set<string>()
  const changed = ids.map((id) => {
    if (gone.has(id)) return { id, name: '', changed: false }
    const prompt = readNewest(sql, id)
    const edited = applyEdit(sql, prompt, { fields: editOf(prompt, change), author }, now)
    if (change.trash) {
      putInTrash(sql, edited, now)
      gone.add(id)
    }
    const isChanged = change.trash === true || edited.generation !== prompt.generation
    return { id, name: prompt.name, changed: isChanged }
  })
  // Only now is it known which of those that use one go as well.
  for (const { id, name } of change.evenIfUsed ? [] : changed) {
    if (gone.delete(id)) requireUnused(sql, { id, name })
  }
  const nameOf = new Map(
    changed.filter(({ name }) => name !== '').map(({ id, name }) => [id, name]),
  )
  return changed.map(({ id, changed }) => ({ name: nameOf.get(id) ?? '', changed }))
}

/** What the change of many means for one of them. */
function editOf(prompt: Prompt, change: BatchChange): PromptEdit {
  const { addTags = [], removeTags = [], folder, favourite } = change
  const kept = prompt.tags.filter((tag) => !removeTags.includes(tag))
  const tags = [...new Set([...kept, ...addTags])]
  if (tags.length > maxTags) throw tagsTooMany(prompt.name, maxTags)
  return {
    tags,
    ...(folder !== undefined && { folder }),
    ...(favourite !== undefined && { favourite }),
  }
}
