import { effectiveVariables, type PromptSummary, type Variable } from '@promptbin/prompts'
import { type ReadVersion, readIncluded } from '../includes/read-included.ts'
import { type SummaryRow, toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { readDeclaration } from '../versions/read-version.ts'

/**
 * A prompt as lists show it. Only for one that includes others more is read than its row, so this
 * belongs into the transaction that read it. Where several are read, `read` may remember what they
 * include.
 */
export function toSummary(
  sql: Sql,
  row: SummaryRow,
  read: ReadVersion = readDeclaration,
): PromptSummary {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    folder: row.folder,
    tags: JSON.parse(row.tags),
    favourite: row.favourite === 1,
    variables: variablesOf(sql, row, read),
    latest: row.latest,
    defaultVersion: row.default_version,
    labels: JSON.parse(row.labels),
    contentBytes: row.content_bytes,
    generation: row.generation,
    createdAt: toDateTime(row.created_at),
    updatedAt: toDateTime(row.updated_at),
    usedAt: row.used_at === 0 ? null : toDateTime(row.used_at),
  }
}

function variablesOf(sql: Sql, row: SummaryRow, read: ReadVersion): Variable[] {
  const own: Variable[] = JSON.parse(row.variables)
  if (row.includes === 0) return own
  const { included } = readIncluded(sql, row.id, row.default_version, read)
  return [...effectiveVariables(own, included)]
}
