import type { SQLTagStore } from 'node:sqlite'
import { speltWords } from './fold-word.ts'
import { isKnown } from './is-known.ts'

/**
 * Keeps the words of the prompt of this generation, for searches that misspell them. Most of them
 * are known already; only for a new one is anything written.
 */
export function learnWords(sql: SQLTagStore, generation: number): void {
  for (const word of wordsOf(sql, generation)) {
    sql.run`INSERT INTO word (word) VALUES (${word}) ON CONFLICT DO NOTHING`
  }
}

/** Takes out those words of a text which no prompt has any more. */
export function forgetWords(sql: SQLTagStore, text: string): void {
  for (const word of speltWords(text)) {
    if (!isKnown(sql, { text: word, begun: false })) sql.run`DELETE FROM word WHERE word = ${word}`
  }
}

function wordsOf(sql: SQLTagStore, generation: number): Iterable<string> {
  const row = sql.get`
    SELECT title, name, tags, description, text
      FROM prompt_searchable
     WHERE generation = ${generation}`
  return speltWords(Object.values(row ?? {}).join('\n'))
}
