import type { LabelMove, VersionRecord } from '@promptbin/prompts'
import { insertLabelMove } from '../labels/label.ts'
import type { Sql } from '../sql.ts'
import { insertVersion } from '../versions/insert-version.ts'

/** Writes versions as a record has them. */
export function insertVersions(sql: Sql, prompt: string, versions: readonly VersionRecord[]): void {
  for (const version of versions) {
    insertVersion(sql, { ...version, prompt, targets: version.includes })
  }
}

/** Writes moves of labels as a record has them. */
export function insertMoves(sql: Sql, prompt: string, moves: readonly LabelMove[]): void {
  for (const move of moves) insertLabelMove(sql, { ...move, prompt, at: Date.parse(move.at) })
}
