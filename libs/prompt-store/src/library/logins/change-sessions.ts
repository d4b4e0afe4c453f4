import { loginOwnerUnknown } from '../../accounts/errors.ts'
import type { EndedSessions, NewLoginSession } from '../../accounts/login-session.ts'
import { noteAudit } from '../audit/note-audit.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { makeId } from '../prompts/insert-prompt.ts'
import { noLimit, type Sql } from '../sql.ts'

/** Of one owner; the one that was used longest ago makes room. */
const maxSessionsOfOne = 50

/** What `PromptStore.createLoginSession` is told. */
export interface CreateSessionInput extends ChangeInput {
  readonly session: NewLoginSession
  /** For whom failures are forgotten now. */
  readonly subjects: readonly string[]
}

/** `PromptStore.createLoginSession` */
export function createLoginSession(sql: Sql, input: CreateSessionInput): string {
  const { session, subjects, now } = input
  const { hash, owner, address, client, endsAt } = session
  const { account, token } = ownerOf(sql, owner)
  const id = makeId()
  sql.run`DELETE FROM login_session WHERE ends_at <= ${now}`
  sql.run`
    DELETE FROM login_session
     WHERE id IN (SELECT id FROM login_session
                   WHERE account = ${account} OR token = ${token}
                   ORDER BY last_used_at DESC
                   LIMIT ${noLimit} OFFSET ${maxSessionsOfOne - 1})`
  sql.run`
    INSERT INTO login_session
      (id, hash, account, token, address, client, created_at, last_used_at, ends_at)
    VALUES
      (${id}, ${hash}, ${account}, ${token}, ${address}, ${client}, ${now}, ${now},
       ${Date.parse(endsAt)})`
  if (account !== null) sql.run`UPDATE account SET last_login_at = ${now} WHERE id = ${account}`
  for (const subject of subjects) sql.run`DELETE FROM login_attempts WHERE subject = ${subject}`
  const by = { actor: owner, kind: account === null ? 'token' : 'account' } as const
  noteAudit(sql, { action: 'login', target: owner, by, after: { session: id, endsAt } })
  return id
}

/** What `PromptStore.endLoginSessions` is told. */
export interface EndSessionsInput extends ChangeInput {
  readonly which: EndedSessions
}

/** `PromptStore.endLoginSessions` */
export function endLoginSessions(sql: Sql, { which }: EndSessionsInput): number {
  const sessions = deleteSessions(sql, which)
  if (sessions > 0) {
    const target = 'owner' in which ? which.owner : 'this session'
    noteAudit(sql, { action: 'logout', target, before: { sessions } })
  }
  return sessions
}

function deleteSessions(sql: Sql, which: EndedSessions): number {
  if (!('owner' in which)) {
    return Number(sql.run`DELETE FROM login_session WHERE hash = ${which.hash}`.changes)
  }
  const { account, token } = ownerOf(sql, which.owner)
  const ended =
    'id' in which
      ? sql.run`
          DELETE FROM login_session
           WHERE id = ${which.id} AND (account = ${account} OR token = ${token})`
      : sql.run`
          DELETE FROM login_session
           WHERE (account = ${account} OR token = ${token})
             AND hash IS DISTINCT FROM ${which.butHash}`
  return Number(ended.changes)
}

/** What `PromptStore.noteSessionUse` is told. */
export interface NoteSessionUseInput extends ChangeInput {
  readonly id: string
}

/** `PromptStore.noteSessionUse` */
export function noteSessionUse(sql: Sql, { id, now }: NoteSessionUseInput): void {
  sql.run`
    UPDATE login_session SET last_used_at = ${now} WHERE id = ${id} AND last_used_at < ${now}`
}

/** Throws `PB_LOGIN_OWNER_UNKNOWN` for an account that is gone, or a token that was revoked. */
function ownerOf(sql: Sql, owner: string) {
  const [kind, name = ''] = owner.split(':', 2)
  const row =
    kind === 'account'
      ? sql.get`SELECT id FROM account WHERE name = ${name}`
      : sql.get`SELECT id FROM token WHERE name = ${name} AND revoked_at IS NULL`
  const id = row?.['id']
  if (typeof id !== 'string') throw loginOwnerUnknown(owner)
  return kind === 'account' ? { account: id, token: null } : { account: null, token: id }
}
