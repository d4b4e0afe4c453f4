import type { LibraryEvent } from '../../answers.ts'
import { type ChangedVersion, raiseGeneration } from '../feed/raise-generation.ts'
import { titleKey } from '../listing/title-key.ts'
import type { Sql } from '../sql.ts'
import { type Derived, readDerived } from './derived.ts'

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
  const { marks, contentBytes } = readDerived(sql, prompt)
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

/** The same for a prompt that is new; without `derived` its versions and labels are read. */
export function insertPromptRow(
  sql: Sql,
  prompt: FirstState,
  now: number,
  { marks, contentBytes }: Derived = readDerived(sql, prompt),
): void {
  const { id, name, title, description, folder, tags, favourite, latest, usedAt } = prompt
  const [createdAt, updatedAt] = [Date.parse(prompt.createdAt), Date.parse(prompt.updatedAt)]
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
