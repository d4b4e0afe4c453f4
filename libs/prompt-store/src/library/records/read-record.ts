import type { LabelMove, PromptRecord, VersionRecord } from '@promptbin/prompts'
import { readTargets } from '../includes/references.ts'
import { readAliases } from '../names/alias.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import { type LabelMoveRow, toLabelMove, toVersion, type VersionRow } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** Everything there is of a living prompt. */
export function readRecord(sql: Sql, id: string): PromptRecord {
  const prompt = readNewest(sql, id)
  const { name, title, description, folder, tags, favourite, labels } = prompt
  const { createdAt, updatedAt, usedAt } = prompt
  return {
    id,
    name,
    title,
    description,
    folder,
    tags,
    favourite,
    labels,
    aliases: [...readAliases(sql, id)],
    createdAt,
    updatedAt,
    usedAt,
    versions: readVersions(sql, id),
    labelMoves: readMoves(sql, id),
  }
}

function readVersions(sql: Sql, id: string): VersionRecord[] {
  const rows = sql.all`
    SELECT n, sha256, message, author, client, created_at, variables, messages, model_config
      FROM version
     WHERE prompt = ${id}
     ORDER BY n`
  return (rows as unknown as VersionRow[]).map((row) => ({
    ...toVersion(row),
    includes: [...readTargets(sql, id, row.n)],
  }))
}

function readMoves(sql: Sql, id: string): LabelMove[] {
  const rows = sql.all`
    SELECT label, from_n, to_n, author, client, reason, at
      FROM label_move
     WHERE prompt = ${id}
     ORDER BY id`
  return (rows as unknown as LabelMoveRow[]).map(toLabelMove)
}
