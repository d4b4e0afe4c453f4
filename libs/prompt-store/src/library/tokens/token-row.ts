import { readScopes } from '@promptbin/security'
import type { Token } from '../../tokens/token.ts'
import { toDateTime } from '../rows.ts'

/** A row of the table `token`, without its hash. */
export interface TokenRow {
  readonly id: string
  readonly name: string
  readonly scopes: string
  /** A list in JSON; null for no limit. */
  readonly folders: string | null
  readonly ending: string
  readonly created_at: number
  readonly created_by: string
  readonly expires_at: number | null
  readonly last_used_at: number | null
  readonly revoked_at: number | null
  readonly previous_ends_at: number | null
}

const toTime = (at: number | null) => (at === null ? null : toDateTime(at))

/** A token as it is listed. */
export function toToken(row: TokenRow): Token {
  const { id, name, ending } = row
  return {
    id,
    name,
    scopes: [...readScopes(row.scopes)],
    folders: row.folders === null ? null : JSON.parse(row.folders),
    ending,
    createdAt: toDateTime(row.created_at),
    createdBy: row.created_by,
    expiresAt: toTime(row.expires_at),
    lastUsedAt: toTime(row.last_used_at),
    revokedAt: toTime(row.revoked_at),
    previousEndsAt: toTime(row.previous_ends_at),
  }
}
