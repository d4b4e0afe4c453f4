import { readScopes } from '@promptbin/security'
import type { Account } from '../../accounts/account.ts'
import { toDateTime } from '../rows.ts'

/** A row of the table `account`, without the password. */
export interface AccountRow {
  readonly id: string
  readonly name: string
  readonly scopes: string
  readonly created_at: number
  readonly created_by: string
  readonly password_changed_at: number
  readonly last_login_at: number | null
}

/** An account as it is listed. */
export function toAccount(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    scopes: [...readScopes(row.scopes)],
    createdAt: toDateTime(row.created_at),
    createdBy: row.created_by,
    passwordChangedAt: toDateTime(row.password_changed_at),
    lastLoginAt: row.last_login_at === null ? null : toDateTime(row.last_login_at),
  }
}
