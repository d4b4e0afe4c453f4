import type { Row } from '../../library/sql.ts'
import type { IntegrityFinding } from '../../sqlite/integrity/finding.ts'
import type { Client } from '../database/client.ts'
import { documentVector } from '../search/document-vector.ts'
import { documentOf } from '../search/learn-words.ts'
import { readInPortions } from './read-in-portions.ts'

const searchable = `
SELECT prompt.generation, prompt.title, prompt.name, prompt.tags, prompt.description, prompt.marks,
       version.messages
  FROM prompt
  JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
 WHERE prompt.deleted_at IS NULL`

/** As many prompts are compared with what the search knows of them at a time. */
const atOnce = 50

/** Which prompts the search does not know, or not as they are, and which it knows that are not there. */
export async function* checkSearch(client: Client): AsyncGenerator<IntegrityFinding> {
  let some: Row[] = []
  for await (const row of readInPortions(client, searchable)) {
    some.push(row)
    if (some.length < atOnce) continue
    yield* compare(client, some)
    some = []
  }
  if (some.length > 0) yield* compare(client, some)
  const { rows } = await client.query<{ strays: number }>(`
    SELECT count(*) AS strays FROM prompt_search
     WHERE generation NOT IN (SELECT generation FROM prompt WHERE deleted_at IS NULL)`)
  const strays = rows[0]?.strays ?? 0
  if (strays === 0) return
  yield {
    subject: 'search',
    detail: `The search knows ${strays} states of prompts that are not there.`,
  }
}

async function* compare(client: Client, prompts: readonly Row[]): AsyncGenerator<IntegrityFinding> {
  const vectors = prompts.map((row) => documentVector(documentOf(row)))
  const { rows } = await client.query<{ generation: number; isKnown: number }>({
    text: `
      SELECT made.generation, prompt_search.generation IS NOT NULL AS "isKnown"
        FROM unnest($1::bigint[], $2::text[]) AS made (generation, words)
        LEFT JOIN prompt_search USING (generation)
       WHERE prompt_search.words IS DISTINCT FROM made.words::tsvector`,
    values: [prompts.map(({ generation }) => generation), vectors],
  })
  for (const { generation, isKnown } of rows) {
    const name = prompts.find((row) => row['generation'] === generation)?.['name']
    const detail = isKnown
      ? `The search does not know what stands in the prompt "${name}".`
      : `The search does not know the prompt "${name}".`
    yield { subject: 'search', detail }
  }
}
