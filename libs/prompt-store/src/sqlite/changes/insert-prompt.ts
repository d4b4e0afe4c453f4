import type { SQLTagStore } from 'node:sqlite'
import { contentHash, type NewPrompt, type Prompt } from '@promptbin/prompts'
import { v7 as uuidv7 } from 'uuid'
import type { Author } from '../../prompt-store.ts'
import { marksOf } from '../match-expression.ts'
import { getPrompt } from '../questions/get-prompt.ts'
import { nextGeneration } from './generation.ts'
import { insertVersion } from './insert-version.ts'

/** Writes a prompt and its first version under a name that is free, inside a transaction. */
export function insertPrompt(
  sql: SQLTagStore,
  prompt: NewPrompt & { readonly name: string },
  author: Author,
  now: number,
): Prompt {
  const { name, title, description, folder, tags, messages, variables, message } = prompt
  const id = uuidv7()
  const sha256 = contentHash({ messages, variables })
  insertVersion(sql, { prompt: id, n: 1, sha256, message, messages, variables }, author, now)
  sql.run`
    INSERT INTO prompt (id, name, title, description, folder, tags, marks,
                        latest, generation, created_at, updated_at)
    VALUES (${id}, ${name}, ${title}, ${description}, ${folder},
            ${JSON.stringify(tags)}, ${marksOf(prompt)},
            1, ${nextGeneration(sql)}, ${now}, ${now})`
  return getPrompt(sql, { name })
}
