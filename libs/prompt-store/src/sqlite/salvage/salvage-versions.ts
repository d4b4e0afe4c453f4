import type { DatabaseSync } from 'node:sqlite'
import { type HashedRow, isContentSound } from '../integrity/check-versions.ts'
import { rowInserter } from './insert-rows.ts'
import type { Row } from './readable-rows.ts'
import type { SalvageSource } from './salvage-source.ts'

/** Which versions were taken from where, and which were there and are not what was saved. */
export interface SalvagedVersions {
  readonly kept: number
  readonly fromBackup: number
  /** `<id of the prompt> <number>` of those that no source has as they were saved. */
  readonly lost: readonly string[]
  /** All that the damaged library should have are there: who has none was deleted. */
  readonly isComplete: boolean
}

/**
 * Takes the versions whose text is what was saved, by its hash. When all prompts of the damaged library
 * are known, the backup's versions of others are of prompts that were deleted since.
 */
export function salvageVersions(
  into: DatabaseSync,
  damaged: SalvageSource | undefined,
  backup: SalvageSource | undefined,
): SalvagedVersions {
  const insert = rowInserter(into, 'version')
  const unsound = new Set<string>()
  const isDeleted = deletedSince(damaged)
  const take = (source: SalvageSource | undefined): number => {
    let taken = 0
    for (const row of source?.rows('version') ?? []) {
      const key = `${row['prompt']} ${row['n']}`
      if (isDeleted(row)) continue
      if (!isSound(row)) unsound.add(key)
      else if (insert(row)) taken += 1
    }
    return taken
  }
  const own = take(damaged)
  const isComplete = damaged?.isWhole('version') === true && unsound.size === 0
  const fromBackup = isComplete ? 0 : take(backup)
  const isThere = into.prepare('SELECT 1 FROM version WHERE prompt = ? AND n = ?')
  const lost = [...unsound].filter((key) => {
    const [prompt = '', n = ''] = key.split(' ')
    return isThere.get(prompt, Number(n)) === undefined
  })
  return { kept: own + fromBackup, fromBackup, lost, isComplete }
}

function deletedSince(damaged: SalvageSource | undefined): (version: Row) => boolean {
  if (!damaged?.isWhole('prompt')) return () => false
  const ids = new Set([...damaged.rows('prompt')].map(({ id }) => id))
  return ({ prompt }) => !ids.has(prompt ?? null)
}

/** Settings came with a later schema; a version of before has none. */
function isSound(row: Row): boolean {
  return isContentSound({ model_config: '{}', ...row } as unknown as HashedRow)
}
