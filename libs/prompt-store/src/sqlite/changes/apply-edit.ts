import type { SQLTagStore } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { contentHash, type Prompt, type PromptEdit } from '@promptbin/prompts'
import type { Author } from '../../prompt-store.ts'
import { marksOf } from '../match-expression.ts'
import { getPrompt } from '../questions/get-prompt.ts'
import { nextGeneration } from './generation.ts'
import { insertVersion } from './insert-version.ts'

/**
 * Writes what an edit makes different, inside the transaction that read `prompt`: a version if
 * text or variables differ, and nothing at all if nothing differs.
 */
export function applyEdit(
  sql: SQLTagStore,
  prompt: Prompt,
  edit: PromptEdit,
  author: Author,
  now: number,
): Prompt {
  const about = {
    title: edit.title ?? prompt.title,
    description: edit.description ?? prompt.description,
    folder: edit.folder ?? prompt.folder,
    tags: edit.tags ?? prompt.tags,
  }
  const content = {
    messages: edit.messages ?? prompt.version.messages,
    variables: edit.variables ?? prompt.version.variables,
  }
  const sha256 = contentHash(content)
  const rewritten = sha256 !== prompt.version.sha256
  if (!rewritten && isAbout(prompt, about)) return prompt
  const { id, name } = prompt
  const latest = rewritten ? prompt.latest + 1 : prompt.latest
  if (rewritten) {
    const message = edit.message ?? ''
    insertVersion(sql, { prompt: id, n: latest, sha256, message, ...content }, author, now)
  }
  sql.run`
    UPDATE prompt
       SET title = ${about.title}, description = ${about.description}, folder = ${about.folder},
           tags = ${JSON.stringify(about.tags)}, marks = ${marksOf(about)},
           latest = ${latest}, generation = ${nextGeneration(sql)}, updated_at = ${now}
     WHERE id = ${id}`
  return getPrompt(sql, { name })
}

type About = Pick<Prompt, 'title' | 'description' | 'folder'> & { readonly tags: readonly string[] }

function isAbout({ title, description, folder, tags }: Prompt, about: About): boolean {
  return isDeepStrictEqual({ title, description, folder, tags }, about)
}
