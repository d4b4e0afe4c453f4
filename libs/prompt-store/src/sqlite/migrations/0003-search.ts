import type { DatabaseSync } from 'node:sqlite'
import { titleKey } from '../../library/listing/title-key.ts'
import { speltWords } from '../../library/spelling/fold-word.ts'

/**
 * The orders in which a list can be read, and the words that the library has, for searches that
 * misspell them.
 */
const schema = `
ALTER TABLE prompt ADD COLUMN title_key TEXT NOT NULL DEFAULT '';  -- what titles are ordered by

-- A folded word of any prompt that is or was not in the trash. It is found from its beginning, and
-- from what follows its first four letters.
CREATE TABLE word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE INDEX word_tail ON word (substr(word, 5)) WHERE length(word) > 4;
`

/** Made when the rows are filled in. */
const indexes = `
CREATE INDEX prompt_created ON prompt (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX prompt_title ON prompt (title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX prompt_no_favourite ON prompt (generation) WHERE deleted_at IS NULL AND favourite = 0;
`

/** Applies it, for the prompts that are there as well. */
export function migrate(database: DatabaseSync): void {
  database.exec(schema)
  const titled = database.prepare('UPDATE prompt SET title_key = ? WHERE id = ?')
  for (const { id, title } of database.prepare('SELECT id, title FROM prompt').all()) {
    titled.run(titleKey(String(title)), String(id))
  }
  learnWords(database)
  database.exec(indexes)
}

/** How many texts are held at a time: a library can be larger than the memory. */
const textsAtOnce = 100

function learnWords(database: DatabaseSync): void {
  const learn = database.prepare('INSERT INTO word (word) VALUES (?) ON CONFLICT DO NOTHING')
  const next = database.prepare(
    `SELECT generation, title, name, tags, description, text
       FROM prompt_searchable WHERE generation > ? ORDER BY generation LIMIT ${textsAtOnce}`,
  )
  for (
    let rows = next.all(0);
    rows.length > 0;
    rows = next.all(Number(rows.at(-1)?.['generation']))
  ) {
    for (const { generation: _, ...texts } of rows) {
      for (const word of speltWords(Object.values(texts).join('\n'))) learn.run(word)
    }
  }
}
