import type { SqliteSql } from '../database/sqlite-sql.ts'

const columns = {
  account: 'id, name, password, scopes, created_at, created_by, password_changed_at, last_login_at',
  token:
    'id, hash, name, scopes, ending, created_at, created_by, client, expires_at, last_used_at, revoked_at, folders, previous_hash, previous_ends_at',
}

/**
 * Who may get in stays as it is in the attached library `former`: a password that was changed, a token
 * that was revoked, an account that was removed and a link that was ended stay so, whatever was before.
 */
export function keepAccess(sql: SqliteSql, now: number): void {
  sql.run`DELETE FROM login_session`
  for (const [table, names] of Object.entries(columns)) {
    sql.database.exec(`
      DELETE FROM main.${table};
      INSERT INTO main.${table} (${names}) SELECT ${names} FROM former.${table};`)
  }
  // One that is gone there was ended with its prompt.
  sql.run`
    UPDATE main.share SET revoked_at = ${now}
     WHERE revoked_at IS NULL
       AND id NOT IN (SELECT id FROM former.share WHERE revoked_at IS NULL)`
}
