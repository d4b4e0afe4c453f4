import { readScopes } from '@promptbin/security'
import type { LoginSession } from '../../accounts/login-session.ts'
import { toDateTime } from '../rows.ts'

/** A row of the table `login_session` with what its owner may do now. */
export interface SessionRow {
  readonly id: string
  readonly owner: string
  readonly scopes: string
  /** A list in JSON. */
  readonly folders: string | null
  readonly address: string
  readonly client: string
  readonly created_at: number
  readonly last_used_at: number
  readonly ends_at: number
}

/** A session as it is listed. */
export function toSession(row: SessionRow): LoginSession {
  return {
    id: row.id,
    owner: row.owner,
    scopes: [...readScopes(row.scopes)],
    folders: row.folders === null ? null : JSON.parse(row.folders),
    address: row.address,
    client: row.client,
    createdAt: toDateTime(row.created_at),
    lastUsedAt: toDateTime(row.last_used_at),
    endsAt: toDateTime(row.ends_at),
  }
}
