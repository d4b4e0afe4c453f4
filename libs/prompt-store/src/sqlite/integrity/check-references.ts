import type { DatabaseSync } from 'node:sqlite'
import type { IntegrityFinding } from './finding.ts'

/** Whether rows that speak of others find them, and whether no version is missing between others. */
export function* checkReferences(database: DatabaseSync): Generator<IntegrityFinding> {
  const strays = new Map<string, number>()
  for (const { table, parent } of database.prepare('PRAGMA foreign_key_check').iterate()) {
    const what = `"${table}" that speak of a missing "${parent}"`
    strays.set(what, (strays.get(what) ?? 0) + 1)
  }
  for (const [what, rows] of strays) {
    yield { subject: 'references', detail: `There are ${rows} rows of ${what}.` }
  }
  const gaps = database
    .prepare(
      `SELECT prompt.name, prompt.latest, count(version.n) AS there, max(version.n) AS last
         FROM prompt LEFT JOIN version ON version.prompt = prompt.id
        GROUP BY prompt.id
       HAVING there <> last OR last <> prompt.latest OR last IS NULL`,
    )
    .iterate()
  for (const { name, latest, there } of gaps) {
    const detail = `"${name}" has ${there} versions, and should have ${latest}.`
    yield { subject: 'references', detail }
  }
}
