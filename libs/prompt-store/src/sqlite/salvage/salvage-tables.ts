import type { DatabaseSync } from 'node:sqlite'
import { listTables } from '../integrity/list-tables.ts'
import { rowInserter } from './insert-rows.ts'
import type { SalvageSource } from './salvage-source.ts'

/** Tables that are taken with care elsewhere, and those that are made from the others. */
const others = new Set([
  'library',
  'prompt',
  'version',
  'audit',
  'folder',
  'tag',
  'label_count',
  'word',
  // Whoever follows the changes reads everything anew, as its numbers may be others now.
  'event',
])

/** The tables whose rows are taken as they are. */
export function plainTables(into: DatabaseSync): readonly string[] {
  return listTables(into)
    .filter(({ name, isShadow }) => !isShadow && !others.has(name) && name !== 'prompt_search')
    .map(({ name }) => name)
}

/**
 * Takes the rows of a table: those of the damaged library, and where it has gaps also those of the
 * backup that are not there then. So what was removed after the backup comes back only behind a gap.
 */
export function salvageTable(
  into: DatabaseSync,
  name: string,
  damaged: SalvageSource | undefined,
  backup: SalvageSource | undefined,
): void {
  const insert = rowInserter(into, name)
  for (const row of damaged?.rows(name) ?? []) insert(row)
  if (damaged?.isWhole(name)) return
  for (const row of backup?.rows(name) ?? []) insert(row)
}
