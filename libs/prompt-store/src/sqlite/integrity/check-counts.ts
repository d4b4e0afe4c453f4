import type { DatabaseSync } from 'node:sqlite'
import type { IntegrityFinding } from './finding.ts'

/** How many prompts each folder, tag and label has, as it is kept and as it is counted anew. */
const counted = {
  folder: `SELECT folder AS name, count(*) AS prompts FROM prompt
            WHERE deleted_at IS NULL AND folder <> '' GROUP BY folder`,
  tag: `SELECT value AS name, count(DISTINCT prompt.id) AS prompts
          FROM prompt, json_each(prompt.tags)
         WHERE prompt.deleted_at IS NULL GROUP BY value`,
  label_count: `SELECT label.name, count(*) AS prompts
                  FROM label JOIN prompt ON prompt.id = label.prompt
                 WHERE prompt.deleted_at IS NULL GROUP BY label.name`,
}

/** Whether the numbers that lists show beside folders, tags and labels are right. */
export function* checkCounts(database: DatabaseSync): Generator<IntegrityFinding> {
  for (const [table, question] of Object.entries(counted)) {
    const row = database
      .prepare(
        `SELECT (SELECT count(*) FROM (SELECT name, prompts FROM ${table} EXCEPT ${question}))
              + (SELECT count(*) FROM (${question} EXCEPT SELECT name, prompts FROM ${table}))
             AS wrong`,
      )
      .get()
    if (Number(row?.['wrong']) === 0) continue
    const detail = `What "${table}" counts of prompts is wrong in ${row?.['wrong']} places.`
    yield { subject: 'counts', detail }
  }
  const ahead = database
    .prepare('SELECT name FROM prompt WHERE generation > (SELECT generation FROM library)')
    .iterate()
  for (const { name } of ahead) {
    yield { subject: 'counts', detail: `"${name}" is of a generation that is still to come.` }
  }
}
