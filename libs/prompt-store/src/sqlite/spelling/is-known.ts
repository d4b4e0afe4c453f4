import type { SQLTagStore } from 'node:sqlite'
import { matchExpression, type Term } from '../match-expression.ts'

/** Whether any prompt that is not in the trash has a word, or one that begins with it if it is begun. */
export function isKnown(sql: SQLTagStore, term: Term): boolean {
  const match = matchExpression({ terms: [term], marks: [], without: [] }) ?? ''
  const row = sql.get`SELECT 1 FROM prompt_search WHERE prompt_search MATCH ${match} LIMIT 1`
  return row !== undefined
}
