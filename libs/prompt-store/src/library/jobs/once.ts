import { idempotencyKeyReused } from '../../errors.ts'
import type { Once } from '../../requests.ts'
import type { Sql } from '../sql.ts'

/** How long an answer is kept, in milliseconds. */
const keptMs = 24 * 60 * 60 * 1_000

/**
 * Answers what the same change answered before, or makes it and keeps its answer in the same
 * transaction. A change that is refused leaves no answer, so it may be tried again.
 */
export function onlyOnce<Answer>(
  sql: Sql,
  { key, fingerprint }: Once,
  now: number,
  work: () => Answer,
): Answer {
  sql.run`DELETE FROM answer WHERE at <= ${now - keptMs}`
  const known = sql.get`SELECT fingerprint, answer FROM answer WHERE key = ${key}`
  if (known !== undefined) {
    if (known['fingerprint'] !== fingerprint) throw idempotencyKeyReused()
    return JSON.parse(String(known['answer']))
  }
  const answer = work()
  sql.run`
    INSERT INTO answer (key, fingerprint, answer, at)
    VALUES (${key}, ${fingerprint}, ${JSON.stringify(answer)}, ${now})`
  return answer
}
