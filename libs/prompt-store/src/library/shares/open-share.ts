import type { SharedPrompt } from '../../shares/shared-prompt.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'
import { chooseVersion } from '../versions/choose-version.ts'
import { readVersion } from '../versions/read-version.ts'

/** What a link leads to, with what is shown of the prompt beside its text. */
interface OpenRow {
  readonly id: string
  readonly prompt: string
  readonly n: number | null
  readonly label: string | null
  readonly expires_at: number | null
  readonly name: string
  readonly title: string
  readonly description: string
  readonly latest: number
}

/**
 * `PromptStore.openShare`. One question finds the row or not, so an answer does not tell a link
 * that never was from one that has ended.
 */
export function openShare(
  sql: Sql,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: number },
): SharedPrompt | undefined {
  const row = sql.get`
    SELECT share.id, share.prompt, share.n, share.label, share.expires_at,
           prompt.name, prompt.title, prompt.description, prompt.latest
      FROM share
      JOIN prompt ON prompt.id = share.prompt AND prompt.deleted_at IS NULL
     WHERE share.token_hash = ${tokenHash}
       AND share.revoked_at IS NULL
       AND (share.expires_at IS NULL OR share.expires_at > ${now})`
  return row && read(sql, row as unknown as OpenRow)
}

/** Nothing if the label that it follows has been removed. */
function read(sql: Sql, row: OpenRow): SharedPrompt | undefined {
  const selector = {
    ...(row.n !== null && { version: row.n }),
    ...(row.label !== null && { label: row.label }),
  }
  const choice = chooseVersion(sql, { id: row.prompt, latest: row.latest }, selector)
  const version = choice && readVersion(sql, row.prompt, choice.n)
  if (version === undefined) return undefined
  const { n, sha256, messages, variables, modelConfig } = version
  return {
    share: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    version: { n, sha256, messages, variables, modelConfig },
    label: choice?.label ?? null,
    expiresAt: row.expires_at === null ? null : toDateTime(row.expires_at),
  }
}
