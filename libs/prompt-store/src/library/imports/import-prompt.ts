import { type ImportedPrompt, latestLabel, type Prompt } from '@promptbin/prompts'
import { deriveName, uniqueName } from '@promptbin/prompts/names'
import type { ImportOutcome } from '../../answers.ts'
import { importDigest } from '../../import-digest.ts'
import { noteUnknown } from '../../note-unknown.ts'
import type { Author, Origin } from '../../requests.ts'
import {
  type Draft,
  type Earlier,
  nothingEarlier,
  resolveIncludes,
} from '../includes/resolve-includes.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import { offerAliases } from '../names/offer-aliases.ts'
import { applyEdit } from '../prompts/apply-edit.ts'
import { insertPrompt, makeId } from '../prompts/insert-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import { writePrompt } from '../prompts/write-prompt.ts'
import type { Sql } from '../sql.ts'
import { insertShares } from './insert-shares.ts'

/** What `PromptStore.import` is told. */
export interface ImportPromptInput extends ChangeInput {
  readonly prompt: ImportedPrompt
  readonly origin: Origin
  readonly author: Author
}

/** What is known of an origin: its prompt, and what the last import brought. */
interface Known {
  readonly id: string
  readonly name: string
  readonly trashed: number
  readonly sha256: string
}

/** `PromptStore.import` */
export function importPrompt(sql: Sql, input: ImportPromptInput): ImportOutcome {
  const known = findKnown(sql, input.origin)
  if (known === undefined) return importFirst(sql, input)
  const { name } = known
  if (known.trashed) return { outcome: 'skipped', name, notes: ['It is in the trash here.'] }
  return importAgain(sql, input, known)
}

function findKnown(sql: Sql, { source, key }: Origin): Known | undefined {
  const row = sql.get`
    SELECT prompt.id, prompt.name, prompt.deleted_at IS NOT NULL AS trashed, origin.sha256
      FROM origin
      JOIN prompt ON prompt.id = origin.prompt
     WHERE origin.source = ${source} AND origin.key = ${key}`
  return row as unknown as Known | undefined
}

/** An import has no say in names: one that is taken here becomes another. */
function importFirst(sql: Sql, { prompt, origin, author, now }: ImportPromptInput): ImportOutcome {
  const isTaken = (name: string) => isNameTaken(sql, name)
  const name = uniqueName(prompt.name ?? deriveName(prompt.title), isTaken)
  const draft = { ...prompt, id: makeId(), name }
  const { targets, unknown } = resolveIncludes(sql, draft, nothingEarlier)
  const labels = [...new Set(prompt.labels)].filter((label) => label !== latestLabel)
  const { id } = insertPrompt(sql, { ...draft, targets, labels }, author, now)
  const { taken } = offerAliases(sql, id, prompt.aliases ?? [])
  insertShares(sql, { id, name }, prompt.shares ?? [], author, now)
  sql.run`
    INSERT INTO origin (source, key, prompt, sha256)
    VALUES (${origin.source}, ${origin.key}, ${id}, ${importDigest(prompt)})`
  return { outcome: 'created', name, notes: [...unknown.map(noteUnknown), ...taken.map(noteTaken)] }
}

/** Takes over what changed at the source, unless something was changed here as well. */
function importAgain(sql: Sql, input: ImportPromptInput, known: Known): ImportOutcome {
  const { prompt, origin, author, now } = input
  const { id, name, sha256: before } = known
  const here = readNewest(sql, id)
  const [ours, theirs] = [importDigest({ ...here, ...here.version }), importDigest(prompt)]
  insertShares(sql, here, prompt.shares ?? [], author, now)
  const { added } = offerAliases(sql, id, prompt.aliases ?? [])
  const isEditedHere = ours !== before && ours !== theirs
  const isNew = theirs !== before && !isEditedHere
  if (isNew) {
    sql.run`
      UPDATE origin SET sha256 = ${theirs}
       WHERE source = ${origin.source} AND key = ${origin.key}`
  }
  if (isNew && ours !== theirs) return takeOver(sql, input, here)
  if (added.length > 0) writePrompt(sql, here, 'changed', now)
  const notes = theirs !== before && isEditedHere ? [noteEdited] : []
  return { outcome: added.length > 0 ? 'updated' : 'skipped', name, notes }
}

function takeOver(
  sql: Sql,
  { prompt, author, now }: ImportPromptInput,
  here: Prompt,
): ImportOutcome {
  const { title, description, folder, tags, messages, variables, modelConfig, message } = prompt
  const fields = { title, description, folder, tags, messages, variables, modelConfig, message }
  const notes: string[] = []
  const resolve = (_: Sql, draft: Draft, earlier: Earlier) => {
    const { targets, unknown } = resolveIncludes(sql, draft, earlier)
    notes.push(...unknown.map(noteUnknown))
    return targets
  }
  applyEdit(sql, here, { fields, author, resolve }, now)
  return { outcome: 'updated', name: here.name, notes }
}

const noteEdited = 'It was edited here since the last import, and stays as it is here.'

const noteTaken = (alias: string) => `Its other name "${alias}" is taken here.`
