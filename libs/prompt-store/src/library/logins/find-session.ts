import type { LoginSession } from '../../accounts/login-session.ts'
import type { Sql } from '../sql.ts'
import { type SessionRow, toSession } from './session-row.ts'

/** What `PromptStore.findLoginSession` is asked. */
export interface FindSessionQuery {
  readonly hash: string
  /** One that was last used before is over. */
  readonly usedSince: number
  readonly now: number
}

/** `PromptStore.findLoginSession` */
export function findLoginSession(
  sql: Sql,
  { hash, usedSince, now }: FindSessionQuery,
): LoginSession | undefined {
  const row = sql.get`
    SELECT login_session.*,
           coalesce('account:' || account.name, 'token:' || token.name) AS owner,
           coalesce(account.scopes, token.scopes) AS scopes,
           token.folders AS folders
      FROM login_session
      LEFT JOIN account ON account.id = login_session.account
      LEFT JOIN token ON token.id = login_session.token
       AND token.revoked_at IS NULL
       AND (token.expires_at IS NULL OR token.expires_at > ${now})
     WHERE login_session.hash = ${hash}
       AND login_session.ends_at > ${now}
       AND login_session.last_used_at >= ${usedSince}
       AND coalesce(account.id, token.id) IS NOT NULL`
  return row && toSession(row as unknown as SessionRow)
}

/** What `PromptStore.loginSessions` is asked. */
export interface ListSessionsQuery extends Omit<FindSessionQuery, 'hash'> {
  readonly owner: string
}

/** `PromptStore.loginSessions` */
export function listLoginSessions(
  sql: Sql,
  { owner, usedSince, now }: ListSessionsQuery,
): readonly LoginSession[] {
  const rows = sql.all`
    SELECT login_session.*, owned.owner, owned.scopes, owned.folders
      FROM (SELECT id AS account, NULL AS token, 'account:' || name AS owner, scopes,
                   NULL AS folders
              FROM account
             UNION ALL
            SELECT NULL, id, 'token:' || name, scopes, folders
              FROM token WHERE revoked_at IS NULL) AS owned
      JOIN login_session
        ON login_session.account = owned.account OR login_session.token = owned.token
     WHERE owned.owner = ${owner}
       AND login_session.ends_at > ${now}
       AND login_session.last_used_at >= ${usedSince}
     ORDER BY login_session.last_used_at DESC
     LIMIT 100`
  return (rows as unknown as SessionRow[]).map(toSession)
}
