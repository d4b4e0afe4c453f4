import type { DatabaseSync } from 'node:sqlite'
import type { IntegrityFinding } from './finding.ts'

/** Stands above what is wrong with the pages of one database. */
const heading = '*** in database'

const sentence = (line: string) => `${line.replace(/\.$/, '')}.`

/** As many faults of pages are listed; one broken page can have hundreds. */
const maxLines = 50

/**
 * Whether the pages of the database hang together, its indexes and the full-text index included
 * (https://www.sqlite.org/pragma.html#pragma_integrity_check).
 */
export function* checkPages(database: DatabaseSync): Generator<IntegrityFinding> {
  for (const row of database.prepare(`PRAGMA integrity_check(${maxLines})`).iterate()) {
    for (const line of String(row['integrity_check']).split('\n')) {
      if (line === 'ok' || line.startsWith(heading)) continue
      const isOfSearch = line.includes('prompt_search')
      yield { subject: isOfSearch ? 'search' : 'database', detail: sentence(line) }
    }
  }
}

/** Whether a single table and its indexes hang together. Throws what SQLite throws. */
export function isTableWhole(database: DatabaseSync, table: string): boolean {
  const rows = database.prepare(`PRAGMA integrity_check('${table}')`).all()
  return rows.every(({ integrity_check }) => integrity_check === 'ok')
}
