import type { Account, NewAccount } from '../../accounts/account.ts'
import { accountNameTaken, accountsTooMany, setUpDone } from '../../accounts/errors.ts'
import type { Author } from '../../requests.ts'
import { noteAudit } from '../audit/note-audit.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { makeId } from '../prompts/insert-prompt.ts'
import type { Sql } from '../sql.ts'
import { type AccountRow, toAccount } from './account-row.ts'
import { canLogIn } from './can-log-in.ts'

/** Nobody keeps more people apart; they would use OAuth. */
const maxAccounts = 1_000

/** What `PromptStore.createAccount` is told. */
export interface CreateAccountInput extends ChangeInput {
  readonly account: NewAccount
  readonly author: Author
}

/** `PromptStore.createAccount` */
export function createAccount(sql: Sql, { account, author, now }: CreateAccountInput): Account {
  const { name, password, scopes, onlyAsFirst = false } = account
  if (onlyAsFirst && canLogIn(sql, { now })) throw setUpDone()
  const same = sql.get`SELECT id FROM account WHERE name = ${name}`
  if (same !== undefined) throw accountNameTaken(name)
  const count = sql.get`SELECT count(*) AS accounts FROM account`
  if (Number(count?.['accounts']) >= maxAccounts) throw accountsTooMany(maxAccounts)
  const row = sql.get`
    INSERT INTO account
      (id, name, password, scopes, created_at, created_by, password_changed_at)
    VALUES
      (${makeId()}, ${name}, ${password}, ${scopes.join(' ')}, ${now}, ${author.author}, ${now})
    RETURNING *`
  noteAudit(sql, { action: 'account.create', target: name, after: { scopes } })
  return toAccount(row as unknown as AccountRow)
}
