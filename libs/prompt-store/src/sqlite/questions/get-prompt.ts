import type { SQLTagStore } from 'node:sqlite'
import type { Prompt } from '@promptbin/prompts'
import { promptNotFound, versionNotFound } from '../../errors.ts'
import { type SummaryRow, toSummary, toVersion, type VersionRow } from '../rows.ts'

/** `PromptStore.get` */
export function getPrompt(
  sql: SQLTagStore,
  { name, n }: { readonly name: string; readonly n?: number | undefined },
): Prompt {
  const row = sql.get`SELECT * FROM prompt_summary WHERE name = ${name}`
  if (row === undefined) throw promptNotFound(name)
  const prompt = row as unknown as SummaryRow
  const wanted = n ?? prompt.latest
  const version = sql.get`
    SELECT n, sha256, message, author, client, created_at, variables, messages
      FROM version
     WHERE prompt = ${prompt.id} AND n = ${wanted}`
  if (version === undefined) throw versionNotFound(name, wanted)
  return { ...toSummary(prompt), version: toVersion(version as unknown as VersionRow) }
}
