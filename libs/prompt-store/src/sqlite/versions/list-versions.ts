import type { SQLTagStore } from 'node:sqlite'
import type { VersionSummary } from '../../answers.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { toVersionSummary, type VersionSummaryRow } from '../rows.ts'

/** `PromptStore.versions` */
export function listVersions(
  sql: SQLTagStore,
  { name }: { readonly name: string },
): readonly VersionSummary[] {
  const rows = sql.all`
    SELECT n, sha256, message, author, client, created_at
      FROM version
     WHERE prompt = ${requirePrompt(sql, name)}
     ORDER BY n DESC
     LIMIT 1000`
  return (rows as unknown as VersionSummaryRow[]).map(toVersionSummary)
}
