import { isDeepStrictEqual } from 'node:util'
import type { PromptRecord } from '@promptbin/prompts'
import type { ImportOutcome } from '../../answers.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import { deleteLabel, writeLabel } from '../labels/label.ts'
import { keepOldName } from '../names/alias.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import { offerAliases } from '../names/offer-aliases.ts'
import { writePrompt } from '../prompts/write-prompt.ts'
import type { Sql } from '../sql.ts'
import { noteUses } from '../uses/note-uses.ts'
import { insertMoves, insertVersions } from './insert-history.ts'
import { readRecord } from './read-record.ts'

/** How a history elsewhere relates to the one here. */
type Relation = 'same' | 'longer' | 'shorter' | 'apart'

/**
 * Takes over of a prompt that is here already what only the record has: later versions, later
 * moves of labels, and what was written of it later. Where both went on, what is here stays.
 */
export function mergeRecord(sql: Sql, record: PromptRecord, now: number): ImportOutcome {
  const { id, versions } = record
  const here = readRecord(sql, id)
  const relation = relate(versions, here.versions, ({ sha256 }) => sha256)
  if (relation === 'apart') {
    return { outcome: 'skipped', name: here.name, notes: [noteApart] }
  }
  insertVersions(sql, id, versions.slice(here.versions.length))
  const labels = mergeLabels(sql, record, here)
  const about = Date.parse(record.updatedAt) > Date.parse(here.updatedAt) ? record : here
  const name = isNameTaken(sql, about.name, id) ? here.name : about.name
  if (name !== here.name) keepOldName(sql, id, { from: here.name, to: name })
  const { added } = offerAliases(sql, id, record.aliases)
  if (record.usedAt !== null) {
    noteUses(sql, { uses: [{ id, at: Date.parse(record.usedAt) }], now })
  }
  const { labelled, notes } = labels
  const isNew = relation === 'longer' || labelled || about === record || added.length > 0
  if (!isNew) return { outcome: 'skipped', name, notes }
  const latest = Math.max(versions.length, here.versions.length)
  const { favourite } = here
  writePrompt(sql, { ...about, name, favourite, latest }, 'changed', now)
  checkIncludes(sql, { id, name }, latest)
  return { outcome: 'updated', name, notes }
}

const noteApart = 'It was changed both here and there, and stays as it is here.'

const noteLabels = 'Its labels were moved both here and there, and stay as they are here.'

/** Labels follow their moves; a protected one is not moved by an import either. */
function mergeLabels(
  sql: Sql,
  record: PromptRecord,
  here: PromptRecord,
): { readonly labelled: boolean; readonly notes: readonly string[] } {
  const relation = relate(record.labelMoves, here.labelMoves, ({ label, from, to, at }) =>
    JSON.stringify([label, from, to, at]),
  )
  const isKept = here.labels.some(
    (label) => label.protected && !record.labels.some((other) => isDeepStrictEqual(label, other)),
  )
  if (relation === 'apart' || (relation === 'longer' && isKept)) {
    return { labelled: false, notes: [noteLabels] }
  }
  if (relation !== 'longer') return { labelled: false, notes: [] }
  insertMoves(sql, record.id, record.labelMoves.slice(here.labelMoves.length))
  for (const { name } of here.labels) deleteLabel(sql, record.id, name)
  for (const label of record.labels) {
    writeLabel(sql, record.id, label.name, { ...label, n: label.version })
  }
  return { labelled: true, notes: [] }
}

function relate<Item>(
  there: readonly Item[],
  here: readonly Item[],
  keyOf: (item: Item) => string,
): Relation {
  const common = Math.min(there.length, here.length)
  for (let i = 0; i < common; i++) {
    const [one, other] = [there[i], here[i]]
    if (one === undefined || other === undefined || keyOf(one) !== keyOf(other)) return 'apart'
  }
  if (there.length === here.length) return 'same'
  return there.length > here.length ? 'longer' : 'shorter'
}
