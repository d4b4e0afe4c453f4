import type { DatabaseSync } from 'node:sqlite'
import type { IntegrityFinding } from './finding.ts'

/** Which prompts the full-text index has lost, and which it has that are not there any more. */
export function* checkSearchRows(database: DatabaseSync): Generator<IntegrityFinding> {
  const lost = database
    .prepare(
      `SELECT name FROM prompt
        WHERE deleted_at IS NULL AND generation NOT IN (SELECT id FROM prompt_search_docsize)`,
    )
    .iterate()
  for (const { name } of lost) {
    yield { subject: 'search', detail: `The search does not know the prompt "${name}".` }
  }
  const strays = database
    .prepare(
      `SELECT count(*) AS rows FROM prompt_search_docsize
        WHERE id NOT IN (SELECT generation FROM prompt WHERE deleted_at IS NULL)`,
    )
    .get()
  if (Number(strays?.['rows']) > 0) {
    const detail = `The search knows ${strays?.['rows']} states of prompts that are not there.`
    yield { subject: 'search', detail }
  }
}

/**
 * Whether the full-text index says of each prompt what stands in it (https://www.sqlite.org/fts5.html,
 * section 6.5). SQLite takes the lock of a writer for that, so it is asked of a copy only.
 */
export function* checkSearchText(database: DatabaseSync): Generator<IntegrityFinding> {
  try {
    database.exec(`INSERT INTO prompt_search (prompt_search, rank) VALUES ('integrity-check', 1)`)
  } catch (error) {
    const detail = `The full-text index does not fit the text: ${(error as Error).message}.`
    yield { subject: 'search', detail }
  }
}
