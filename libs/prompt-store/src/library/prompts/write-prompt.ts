import type { LibraryEvent } from '../../answers.ts'
import { type ChangedVersion, raiseGeneration } from '../feed/raise-generation.ts'
import { readUsed } from '../includes/references.ts'
import { readLabelNames } from '../labels/label.ts'
import { titleKey } from '../listing/title-key.ts'
import { marksOf } from '../search/marks.ts'
import type { Sql } from '../sql.ts'
import { readContentBytes } from './content-bytes.ts'

/** All that changes of a prompt while it lives. */
export interface PromptState {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: readonly string[]
  readonly favourite: boolean
  readonly latest: number
  /** RFC 3339; of the last change of what a person writes, which labels and favourite are not. */
  readonly updatedAt: string
}

/**
 * Writes a prompt under a new generation, alive, with the marks and the size that its versions,
 * labels and includes ask for. It is one statement, since the index takes the old state out before
 * and the new one in after it.
 */
export function writePrompt(
  sql: Sql,
  prompt: PromptState,
  type: LibraryEvent['type'],
  now: number,
  changed: ChangedVersion = { version: prompt.latest },
): void {
  const { id, name, title, description, folder, tags, favourite, latest, updatedAt } = prompt
  const marks = marksFor(sql, prompt)
  const contentBytes = readContentBytes(sql, prompt)
  const generation = raiseGeneration(sql, type, prompt, now, changed)
  sql.run`
    UPDATE prompt
       SET name = ${name}, title = ${title}, title_key = ${titleKey(title)},
           description = ${description}, folder = ${folder}, tags = ${JSON.stringify(tags)},
           favourite = ${Number(favourite)}, marks = ${marks}, latest = ${latest},
           content_bytes = ${contentBytes}, generation = ${generation},
           updated_at = ${Date.parse(updatedAt)}, deleted_at = NULL
     WHERE id = ${id}`
  sql.search.learn(generation)
}

/** A prompt that comes into the library. Times are RFC 3339, in UTC. */
export interface FirstState extends PromptState {
  readonly createdAt: string
  readonly usedAt: string | null
}

/** The same for a prompt that is new, its versions and labels being written already. */
export function insertPromptRow(sql: Sql, prompt: FirstState, now: number): void {
  const { id, name, title, description, folder, tags, favourite, latest, usedAt } = prompt
  const [createdAt, updatedAt] = [Date.parse(prompt.createdAt), Date.parse(prompt.updatedAt)]
  const marks = marksFor(sql, prompt)
  const contentBytes = readContentBytes(sql, prompt)
  const generation = raiseGeneration(sql, 'created', prompt, now, { version: latest })
  sql.run`
    INSERT INTO prompt (id, name, title, title_key, description, folder, tags, favourite, marks,
                        latest, content_bytes, generation, created_at, updated_at, used_at)
    VALUES (${id}, ${name}, ${title}, ${titleKey(title)}, ${description}, ${folder},
            ${JSON.stringify(tags)}, ${Number(favourite)}, ${marks}, ${latest},
            ${contentBytes}, ${generation},
            ${createdAt}, ${updatedAt}, ${usedAt === null ? 0 : Date.parse(usedAt)})`
  sql.search.learn(generation)
}

/** What can be asked of a prompt, its labels and includes being written already. */
function marksFor(sql: Sql, prompt: PromptState): string {
  const labels = readLabelNames(sql, prompt.id)
  return marksOf({ ...prompt, labels, uses: readUsed(sql, prompt.id, prompt.latest) })
}
