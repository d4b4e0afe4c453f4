import { isDeepStrictEqual } from 'node:util'
import { contentHash, type Message, type Prompt, type PromptEdit } from '@promptbin/prompts'
import { nameTaken } from '../../errors.ts'
import type { Author } from '../../requests.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import { readTargets, type Target } from '../includes/references.ts'
import { type Draft, type Earlier, requireIncludes } from '../includes/resolve-includes.ts'
import { keepOldName } from '../names/alias.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { insertVersion } from '../versions/insert-version.ts'
import { readNewest } from './read-prompt.ts'
import { type PromptState, writePrompt } from './write-prompt.ts'

/** An edit to be applied, and by whom. */
export interface Edit {
  readonly fields: PromptEdit
  readonly author: Author
  /** Finds what the includes of new text stand for; a person's are refused if one is unknown. */
  readonly resolve?: (sql: Sql, draft: Draft, earlier: Earlier) => readonly Target[]
}

/**
 * Writes what an edit makes different, inside the transaction that read `prompt` in its newest
 * version: a version if text, variables, settings or what its includes stand for differ, and
 * nothing at all if nothing differs.
 */
export function applyEdit(sql: Sql, prompt: Prompt, edit: Edit, now: number): Prompt {
  const { fields } = edit
  const { id } = prompt
  const name = fields.name ?? prompt.name
  const isRenamed = name !== prompt.name
  if (isRenamed && isNameTaken(sql, name, id)) throw nameTaken(name)
  const about = {
    name,
    title: fields.title ?? prompt.title,
    description: fields.description ?? prompt.description,
    folder: fields.folder ?? prompt.folder,
    tags: fields.tags ?? prompt.tags,
  }
  const favourite = fields.favourite ?? prompt.favourite
  const latest = writeContent(sql, { ...prompt, name }, edit, now)
  const updated = latest !== prompt.latest || !isDeepStrictEqual(aboutOf(prompt), about)
  if (!updated && favourite === prompt.favourite) return prompt
  if (isRenamed) keepOldName(sql, id, { from: prompt.name, to: name })
  const updatedAt = updated ? toDateTime(now) : prompt.updatedAt
  const state: PromptState = { id, ...about, favourite, latest, updatedAt }
  writePrompt(sql, state, 'changed', now)
  if (latest !== prompt.latest) checkIncludes(sql, state, latest)
  return readNewest(sql, id, isRenamed ? undefined : prompt.aliases)
}

function aboutOf({ name, title, description, folder, tags }: Prompt) {
  return { name, title, description, folder, tags }
}

/** Writes a version if one is needed; returns the number of the newest one. */
function writeContent(sql: Sql, prompt: Prompt, edit: Edit, now: number): number {
  const { id, latest, version } = prompt
  const { fields, author } = edit
  if (!(fields.messages || fields.variables || fields.modelConfig)) return latest
  const content = {
    messages: [...(fields.messages ?? version.messages)],
    variables: [...(fields.variables ?? version.variables)],
    modelConfig: fields.modelConfig ?? version.modelConfig,
  }
  const sha256 = contentHash(content)
  const earlier = { messages: version.messages, targets: readTargets(sql, id, latest) }
  const targets = resolveTargets(sql, prompt, fields.messages, earlier, edit)
  if (sha256 === version.sha256 && isDeepStrictEqual(targets, earlier.targets)) return latest
  insertVersion(sql, {
    prompt: id,
    n: latest + 1,
    sha256,
    ...content,
    targets,
    message: fields.message ?? '',
    ...author,
    createdAt: toDateTime(now),
  })
  return latest + 1
}

/** Text that nobody touched goes on to mean what it meant. */
function resolveTargets(
  sql: Sql,
  { id, name }: Prompt,
  messages: readonly Message[] | undefined,
  earlier: Earlier,
  { resolve = requireIncludes }: Edit,
): readonly Target[] {
  return messages === undefined ? earlier.targets : resolve(sql, { id, name, messages }, earlier)
}
