import type { PromptRecord } from '@promptbin/prompts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'
import { readRecord } from './read-record.ts'

/** What `PromptStore.records` is told. */
export interface RecordsQuery {
  readonly names?: readonly string[]
  readonly after?: string
}

/** As many records are read at a time. */
const maxRecords = 50

/** What follows a record that makes it more than this waits for the next time; in characters. */
const maxLength = 8 * 1024 * 1024

/** `PromptStore.records` */
export function readRecords(sql: Sql, query: RecordsQuery): readonly PromptRecord[] {
  const records: PromptRecord[] = []
  let length = 0
  for (const id of idsOf(sql, query)) {
    if (length > maxLength) break
    records.push(readRecord(sql, id))
    const row = sql.get`SELECT sum(length(messages)) AS length FROM version WHERE prompt = ${id}`
    length += Number(row?.['length'])
  }
  return records
}

function idsOf(sql: Sql, { names, after = '' }: RecordsQuery): readonly string[] {
  if (names === undefined) {
    const rows = sql.all`
      SELECT id FROM prompt
       WHERE id > ${after} AND deleted_at IS NULL
       ORDER BY id
       LIMIT ${maxRecords}`
    return rows.map(({ id }) => String(id))
  }
  const ids = new Set(names.map((name) => requirePrompt(sql, name)))
  const left = [...ids].filter((id) => id > after).sort()
  return left.slice(0, maxRecords)
}
