import type { VersionSummary } from '../../answers.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import { toVersionSummary, type VersionSummaryRow } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.versions` */
export function listVersions(
  sql: Sql,
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
