import { speltWords } from '../../library/spelling/fold-word.ts'
import type { Sql } from '../../library/sql.ts'

/**
 * Keeps the words of the prompt of this generation, for searches that misspell them. Most of them
 * are known already; only for a new one is anything written.
 */
export function learnWords(sql: Sql, generation: number): void {
  const row = sql.get`
    SELECT title, name, tags, description, text
      FROM prompt_searchable
     WHERE generation = ${generation}`
  const words = speltWords(Object.values(row ?? {}).join('\n'))
  const unknown = sql.all`
    SELECT value FROM json_each(${JSON.stringify(words)})
     WHERE NOT EXISTS (SELECT 1 FROM word WHERE word = value)`
  for (const { value } of unknown) sql.run`INSERT INTO word (word) VALUES (${String(value)})`
}

/** Takes out, before a prompt is deleted for good, those of its words which no other prompt has. */
export function forgetWords(sql: Sql, id: string): void {
  const texts = sql.all`
    SELECT title || char(10) || name || char(10) || description || char(10) || tags AS text
      FROM prompt WHERE id = ${id}
     UNION ALL
    SELECT atom FROM version, json_tree(version.messages)
     WHERE version.prompt = ${id} AND json_tree.type = 'text'`
  for (const word of new Set(texts.flatMap(({ text }) => speltWords(String(text))))) {
    if (!sql.search.has({ text: word, begun: false }))
      sql.run`DELETE FROM word WHERE word = ${word}`
  }
}
