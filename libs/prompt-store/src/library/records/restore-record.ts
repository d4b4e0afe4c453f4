import type { PromptRecord } from '@promptbin/prompts'
import { uniqueName } from '@promptbin/prompts/names'
import type { ImportOutcome } from '../../answers.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { writeLabel } from '../labels/label.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import { offerAliases } from '../names/offer-aliases.ts'
import { insertPromptRow } from '../prompts/write-prompt.ts'
import type { Sql } from '../sql.ts'
import { checkRecord } from './check-record.ts'
import { insertMoves, insertVersions } from './insert-history.ts'
import { mergeRecord } from './merge-record.ts'

/** What `PromptStore.restoreRecord` is told. */
export interface RestoreRecordInput extends ChangeInput {
  readonly record: PromptRecord
}

/** `PromptStore.restoreRecord` */
export function restoreRecord(sql: Sql, { record, now }: RestoreRecordInput): ImportOutcome {
  checkRecord(record)
  const known = sql.get`
    SELECT name, deleted_at IS NOT NULL AS trashed FROM prompt WHERE id = ${record.id}`
  if (known === undefined) return insertRecord(sql, record, now)
  if (known['trashed'] === 0) return mergeRecord(sql, record, now)
  return { outcome: 'skipped', name: String(known['name']), notes: ['It is in the trash here.'] }
}

/** A prompt that is not here comes as it is, but for names that others have here. */
function insertRecord(sql: Sql, record: PromptRecord, now: number): ImportOutcome {
  const { id, versions, labels, labelMoves, aliases } = record
  const name = uniqueName(record.name, (taken) => isNameTaken(sql, taken))
  insertVersions(sql, id, versions)
  for (const label of labels) writeLabel(sql, id, label.name, { ...label, n: label.version })
  insertMoves(sql, id, labelMoves)
  insertPromptRow(sql, { ...record, name, latest: versions.length }, now)
  const { taken } = offerAliases(sql, id, aliases)
  checkIncludes(sql, { id, name }, versions.length)
  const notes = taken.map((alias) => `Its other name "${alias}" is taken here.`)
  if (name !== record.name) {
    notes.unshift(`The name "${record.name}" is taken here; this prompt is now "${name}".`)
  }
  return { outcome: 'created', name, notes }
}
