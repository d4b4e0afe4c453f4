import type { Account, AccountSecret } from '../../accounts/account.ts'
import type { Sql } from '../sql.ts'
import { type AccountRow, toAccount } from './account-row.ts'

/** `PromptStore.accounts` */
export function listAccounts(sql: Sql): readonly Account[] {
  const rows = sql.all`
    SELECT id, name, scopes, created_at, created_by, password_changed_at, last_login_at
      FROM account
     ORDER BY name
     LIMIT 1000`
  return (rows as unknown as AccountRow[]).map(toAccount)
}

/** `PromptStore.findAccount` */
export function findAccount(
  sql: Sql,
  { name }: { readonly name: string },
): AccountSecret | undefined {
  const row = sql.get`SELECT * FROM account WHERE name = ${name}` as unknown as
    | (AccountRow & { readonly password: string })
    | undefined
  return row && { ...toAccount(row), password: row.password }
}
