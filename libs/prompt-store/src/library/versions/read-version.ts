import type { Version } from '@promptbin/prompts'
import { toVersion, type VersionRow } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** Version `n` of a prompt, if there is one. */
export function readVersion(sql: Sql, prompt: string, n: number): Version | undefined {
  const row = sql.get`
    SELECT n, sha256, message, author, client, created_at, variables, messages, model_config
      FROM version
     WHERE prompt = ${prompt} AND n = ${n}`
  return row && toVersion(row as unknown as VersionRow)
}

/** The same without its messages and settings, which may be long. */
export function readDeclaration(sql: Sql, prompt: string, n: number): Version | undefined {
  const row = sql.get`
    SELECT n, sha256, message, author, client, created_at, variables,
           '[]' AS messages, '{}' AS model_config
      FROM version
     WHERE prompt = ${prompt} AND n = ${n}`
  return row && toVersion(row as unknown as VersionRow)
}
