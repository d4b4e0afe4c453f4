import type { Message } from '@promptbin/prompts'
import { speltWords } from '../../library/spelling/fold-word.ts'
import type { Row, Sql } from '../../library/sql.ts'
import { documentVector, type SearchDocument } from './document-vector.ts'
import { matchQuery } from './search-query.ts'
import { searchableText } from './text/searchable-text.ts'

/** The text of messages as they are kept. */
export function textOfRow({ messages }: Row): string {
  return searchableText(JSON.parse(String(messages)) as Message[])
}

/** What of a prompt can be searched, by its row and the messages of its newest version. */
export function documentOf(row: Row): SearchDocument {
  return {
    title: String(row['title']),
    name: String(row['name']),
    tags: String(row['tags']),
    description: String(row['description']),
    text: textOfRow(row),
    marks: String(row['marks']),
  }
}

/** Keeps the words of the prompt of this generation, unless it is in the trash. */
export function learnWords(sql: Sql, generation: number): void {
  const row = sql.get`
    SELECT prompt.title, prompt.name, prompt.tags, prompt.description, prompt.marks,
           version.messages
      FROM prompt
      JOIN version ON version.prompt = prompt.id AND version.n = prompt.latest
     WHERE prompt.generation = ${generation} AND prompt.deleted_at IS NULL`
  if (row === undefined) return
  const document = documentOf(row)
  const vector = documentVector(document)
  const { title, name, tags, description, text } = document
  const words = speltWords([title, name, tags, description, text].join('\n'))
  sql.run`
    WITH learnt AS (
      INSERT INTO word (word) SELECT texts_of(${JSON.stringify(words)}) ON CONFLICT DO NOTHING)
    INSERT INTO prompt_search (generation, words) VALUES (${generation}, ${vector}::tsvector)`
}

/** So many of the newest prompts have nearly all words that are common. */
const newestLookedAt = 100

/**
 * Takes out, before a prompt is deleted for good, those of its words which no other prompt has. Words
 * that are common are seen to be had by others before the index is asked, which takes long for them.
 */
export function forgetWords(sql: Sql, id: string): void {
  const about = sql.get`SELECT title, name, description, tags FROM prompt WHERE id = ${id}`
  const versions = sql.all`SELECT messages FROM version WHERE prompt = ${id}`
  const texts = [...Object.values(about ?? {}).map(String), ...versions.map(textOfRow)]
  const words = [...new Set(texts.flatMap(speltWords))]
  const asked = words.map((word) => ({ word, query: queryFor(word) }))
  sql.run`
    DELETE FROM word
     USING json_to_recordset(${JSON.stringify(asked)}::json) AS gone (word text, query tsquery)
     WHERE word.word = gone.word
       AND gone.word NOT IN (
             SELECT unnest(tsvector_to_array(words))
               FROM (SELECT words FROM prompt_search
                      ORDER BY generation DESC LIMIT ${newestLookedAt}) AS newest)
       AND NOT EXISTS (SELECT 1 FROM prompt_search
                        WHERE search_keys(generation, words) @@ gone.query)`
}

function queryFor(word: string): string {
  return matchQuery({ terms: [{ text: word, begun: false }], marks: [], without: [] })
}
