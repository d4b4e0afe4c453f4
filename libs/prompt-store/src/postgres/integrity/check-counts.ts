import type { IntegrityFinding } from '../../sqlite/integrity/finding.ts'
import type { Client } from '../database/client.ts'
import { readInPortions } from './read-in-portions.ts'

/** How many prompts each folder, tag and label has, as it is kept and as it is counted anew. */
const counted = {
  folder: `SELECT folder AS name, count(*) AS prompts FROM prompt
            WHERE deleted_at IS NULL AND folder <> '' GROUP BY folder`,
  tag: `SELECT value AS name, count(DISTINCT prompt.id) AS prompts
          FROM prompt, jsonb_array_elements_text(prompt.tags::jsonb) AS value
         WHERE prompt.deleted_at IS NULL GROUP BY value`,
  label_count: `SELECT label.name, count(*) AS prompts
                  FROM label JOIN prompt ON prompt.id = label.prompt
                 WHERE prompt.deleted_at IS NULL GROUP BY label.name`,
}

/** Whether the numbers that lists show beside folders, tags and labels are right. */
export async function* checkCounts(client: Client): AsyncGenerator<IntegrityFinding> {
  for (const [table, question] of Object.entries(counted)) {
    const { rows } = await client.query<{ wrong: number }>(
      `SELECT (SELECT count(*) FROM (SELECT name, prompts FROM ${table} EXCEPT ${question}) AS kept)
            + (SELECT count(*) FROM (${question} EXCEPT SELECT name, prompts FROM ${table}) AS anew)
           AS wrong`,
    )
    const wrong = rows[0]?.wrong ?? 0
    if (wrong === 0) continue
    const detail = `What "${table}" counts of prompts is wrong in ${wrong} places.`
    yield { subject: 'counts', detail }
  }
  const ahead = readInPortions(
    client,
    'SELECT name FROM prompt WHERE generation > (SELECT generation FROM library)',
  )
  for await (const { name } of ahead) {
    yield { subject: 'counts', detail: `"${name}" is of a generation that is still to come.` }
  }
}
