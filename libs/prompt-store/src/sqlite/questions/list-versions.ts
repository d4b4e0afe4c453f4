import type { SQLTagStore } from 'node:sqlite'
import { promptNotFound } from '../../errors.ts'
import type { VersionSummary } from '../../prompt-store.ts'
import { toVersionSummary, type VersionSummaryRow } from '../rows.ts'

/** `PromptStore.versions` */
export function listVersions(
  sql: SQLTagStore,
  { name }: { readonly name: string },
): readonly VersionSummary[] {
  const rows = sql.all`
    SELECT n, sha256, message, author, client, version.created_at
      FROM version
      JOIN prompt ON prompt.id = version.prompt
     WHERE prompt.name = ${name} AND prompt.deleted_at IS NULL
     ORDER BY n DESC
     LIMIT 1000`
  if (rows.length === 0) throw promptNotFound(name)
  return (rows as unknown as VersionSummaryRow[]).map(toVersionSummary)
}
