import { type Attempts, afterFailure } from '@promptbin/security'
import type { AttemptsBySubject, LoginFailure } from '../../accounts/login-attempts.ts'
import { noteAudit } from '../audit/note-audit.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { noLimit, type Sql } from '../sql.ts'

/** Beyond this those that failed longest ago are forgotten: names that are tried cost nothing. */
const maxSubjects = 10_000

/** `PromptStore.loginAttempts` */
export function readLoginAttempts(
  sql: Sql,
  { subjects }: { readonly subjects: readonly string[] },
): AttemptsBySubject {
  return Object.fromEntries(
    subjects.flatMap((subject) => {
      const attempts = attemptsOf(sql, subject)
      return attempts === undefined ? [] : [[subject, attempts]]
    }),
  )
}

/** What `PromptStore.noteLoginFailure` is told. */
export interface NoteLoginFailureInput extends ChangeInput {
  readonly failure: LoginFailure
}

/** `PromptStore.noteLoginFailure` */
export function noteLoginFailure(
  sql: Sql,
  { failure, now }: NoteLoginFailureInput,
): AttemptsBySubject {
  const after = failure.subjects.map(({ subject, policy }) => {
    const attempts = afterFailure(attemptsOf(sql, subject), now, policy)
    const { failures, lastAt, closedUntil } = attempts
    sql.run`
      INSERT INTO login_attempts (subject, failures, last_at, closed_until)
      VALUES (${subject}, ${failures}, ${lastAt}, ${closedUntil})
          ON CONFLICT (subject) DO UPDATE
         SET failures = excluded.failures, last_at = excluded.last_at,
             closed_until = excluded.closed_until`
    return [subject, attempts] as const
  })
  sql.run`
    DELETE FROM login_attempts
     WHERE subject IN (SELECT subject FROM login_attempts
                        ORDER BY last_at DESC LIMIT ${noLimit} OFFSET ${maxSubjects})`
  noteAudit(sql, {
    action: 'login',
    target: failure.name,
    by: { actor: 'nobody', kind: 'nobody' },
    outcome: 'refused',
    after: { failures: Math.max(...after.map(([, { failures }]) => failures)) },
  })
  return Object.fromEntries(after)
}

function attemptsOf(sql: Sql, subject: string): Attempts | undefined {
  const row = sql.get`
    SELECT failures, last_at, closed_until FROM login_attempts WHERE subject = ${subject}`
  return (
    row && {
      failures: Number(row['failures']),
      lastAt: Number(row['last_at']),
      closedUntil: Number(row['closed_until']),
    }
  )
}
