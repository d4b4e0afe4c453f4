import type { TrashedPrompt } from '../../answers.ts'
import { promptNotFound } from '../../errors.ts'
import { trashKeptMs } from '../../trash-kept.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** A row of the table `prompt`, as far as the trash shows it. */
export interface TrashedRow {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly folder: string
  readonly tags: string
  readonly latest: number
  readonly generation: number
  readonly deleted_at: number
}

/** A prompt as the trash shows it. */
export function toTrashed(row: TrashedRow): TrashedPrompt {
  const { id, name, title, folder, latest } = row
  return {
    id,
    name,
    title,
    folder,
    tags: JSON.parse(row.tags),
    latest,
    trashedAt: toDateTime(row.deleted_at),
    expiresAt: toDateTime(row.deleted_at + trashKeptMs),
  }
}

/** A prompt in the trash by its id; throws `PB_PROMPT_NOT_FOUND`. */
export function readTrashed(sql: Sql, id: string): TrashedPrompt {
  const row = sql.get`
    SELECT id, name, title, folder, tags, latest, generation, deleted_at
      FROM prompt
     WHERE id = ${id} AND deleted_at IS NOT NULL`
  if (row === undefined) throw promptNotFound(id)
  return toTrashed(row as unknown as TrashedRow)
}
