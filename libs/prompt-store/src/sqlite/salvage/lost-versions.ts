import type { DatabaseSync } from 'node:sqlite'
import { contentHash } from '@promptbin/prompts'

/** Stands where a version was that no source has any more. */
const messages = [
  { role: 'user' as const, text: 'This version could not be recovered from the damaged library.' },
]

/**
 * Puts a version that says so into each gap between others: versions are numbered without one, and
 * what refers to later ones stays right. Gives `<id of the prompt> <number>` of each.
 */
export function fillGaps(database: DatabaseSync, now: number): readonly string[] {
  const content = { messages, variables: [], modelConfig: {} }
  const gaps = database
    .prepare(
      `WITH RECURSIVE number (prompt, n, last) AS (
         SELECT prompt, 1, max(n) FROM version GROUP BY prompt
          UNION ALL
         SELECT prompt, n + 1, last FROM number WHERE n < last)
       SELECT prompt, n FROM number
        WHERE NOT EXISTS (SELECT 1 FROM version
                           WHERE version.prompt = number.prompt AND version.n = number.n)`,
    )
    .all()
  const insert = database.prepare(
    `INSERT INTO version (prompt, n, sha256, message, author, client, created_at, variables, messages)
     VALUES (?, ?, ?, 'Lost', 'local', 'recover', ?, '[]', ?)`,
  )
  for (const { prompt, n } of gaps) {
    const [id, number] = [String(prompt), Number(n)]
    insert.run(id, number, contentHash(content), now, JSON.stringify(messages))
  }
  return gaps.map(({ prompt, n }) => `${prompt} ${n}`)
}
