import type { IntegrityFinding } from '../../sqlite/integrity/finding.ts'
import type { Client } from '../database/client.ts'
import { readInPortions } from './read-in-portions.ts'

/**
 * Whether no version is missing between others, and whether the server keeps watch over what refers to
 * what: a restore that was interrupted leaves that undone.
 */
export async function* checkReferences(client: Client): AsyncGenerator<IntegrityFinding> {
  const gaps = readInPortions(
    client,
    `SELECT prompt.name, prompt.latest, count(version.n) AS there
       FROM prompt LEFT JOIN version ON version.prompt = prompt.id
      GROUP BY prompt.id
     HAVING count(version.n) <> prompt.latest OR coalesce(max(version.n), 0) <> prompt.latest`,
  )
  for await (const { name, latest, there } of gaps) {
    const detail = `"${name}" has ${there} versions, and should have ${latest}.`
    yield { subject: 'references', detail }
  }
  const unwatched = readInPortions(
    client,
    `SELECT conrelid::regclass::text AS name FROM pg_constraint
      WHERE contype = 'f' AND NOT convalidated AND connamespace = current_schema()::regnamespace`,
  )
  for await (const { name } of unwatched) {
    const detail = `The server does not vouch for what "${name}" refers to.`
    yield { subject: 'references', detail }
  }
}
