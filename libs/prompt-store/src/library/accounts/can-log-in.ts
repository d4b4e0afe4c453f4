import type { Sql } from '../sql.ts'

/** `PromptStore.canLogIn` */
export function canLogIn(sql: Sql, { now }: { readonly now: number }): boolean {
  const row = sql.get`
    SELECT EXISTS (SELECT 1 FROM account)
        OR EXISTS (SELECT 1 FROM token
                    WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now}))
        AS somebody`
  return Boolean(row?.['somebody'])
}
