import { accountLastAdmin, accountNotFound } from '../../accounts/errors.ts'
import type { Author } from '../../requests.ts'
import { noteAudit } from '../audit/note-audit.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.setPassword` is told. */
export interface SetPasswordInput extends ChangeInput {
  readonly name: string
  /** The Argon2id hash of the new one, in the PHC string format. */
  readonly password: string
  /** The hash of the session that goes on; all others end. */
  readonly butHash: string | null
  readonly author: Author
}

/** `PromptStore.setPassword` */
export function setPassword(sql: Sql, input: SetPasswordInput): void {
  const { name, password, butHash, now } = input
  const row = sql.get`
    UPDATE account SET password = ${password}, password_changed_at = ${now}
     WHERE name = ${name}
    RETURNING id`
  if (row === undefined) throw accountNotFound(name)
  sql.run`
    DELETE FROM login_session
     WHERE account = ${row['id'] ?? null} AND hash IS DISTINCT FROM ${butHash}`
  noteAudit(sql, { action: 'account.password', target: name })
}

/** What `PromptStore.renewPasswordHash` is told. */
export interface RenewPasswordHashInput extends ChangeInput {
  readonly name: string
  /** Of the same password, at another cost. */
  readonly password: string
  /** The one that it takes the place of; if it is another by now, nothing happens. */
  readonly instead: string
}

/** `PromptStore.renewPasswordHash` */
export function renewPasswordHash(sql: Sql, input: RenewPasswordHashInput): void {
  const { name, password, instead } = input
  sql.run`UPDATE account SET password = ${password} WHERE name = ${name} AND password = ${instead}`
}

/** What `PromptStore.removeAccount` is told. */
export interface RemoveAccountInput extends ChangeInput {
  readonly name: string
  readonly author: Author
}

/** `PromptStore.removeAccount`; its sessions end with it. */
export function removeAccount(sql: Sql, { name }: RemoveAccountInput): void {
  const row = sql.get`SELECT id, scopes FROM account WHERE name = ${name}`
  if (row === undefined) throw accountNotFound(name)
  const others = sql.get`
    SELECT EXISTS (SELECT 1 FROM account
                    WHERE name <> ${name} AND ' ' || scopes || ' ' LIKE '% admin %') AS admins,
           EXISTS (SELECT 1 FROM account WHERE name <> ${name}) AS accounts`
  const isAdmin = String(row['scopes']).split(' ').includes('admin')
  // Those who are left could not make another; that the last account of all goes is a wish.
  if (isAdmin && others?.['accounts'] && !others['admins']) throw accountLastAdmin(name)
  sql.run`DELETE FROM account WHERE id = ${row['id'] ?? null}`
  noteAudit(sql, {
    action: 'account.remove',
    target: name,
    before: { scopes: String(row['scopes']) },
  })
}
