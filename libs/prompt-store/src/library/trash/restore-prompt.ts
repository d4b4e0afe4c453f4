import type { Prompt } from '@promptbin/prompts'
import { uniqueName } from '@promptbin/prompts/names'
import { promptNotFound } from '../../errors.ts'
import { noteAudit } from '../audit/note-audit.ts'
import { checkIncludes } from '../includes/check-includes.ts'
import type { ChangeInput } from '../jobs/as-change.ts'
import { isNameTaken } from '../names/find-prompt.ts'
import { readNewest } from '../prompts/read-prompt.ts'
import { type PromptState, writePrompt } from '../prompts/write-prompt.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** What `PromptStore.restore` is told. */
export interface RestorePromptInput extends ChangeInput {
  readonly nameOrId: string
}

/** `PromptStore.restore`; of its old names it gets back those that nobody has taken. */
export function restorePrompt(sql: Sql, { nameOrId, now }: RestorePromptInput): Prompt {
  const prompt = readState(sql, nameOrId)
  const { id } = prompt
  const name = uniqueName(prompt.name, (taken) => isNameTaken(sql, taken))
  const aliases = sql.all`SELECT name FROM alias WHERE prompt = ${id}`
  for (const alias of aliases.map((row) => String(row['name']))) {
    if (alias === name || isNameTaken(sql, alias)) {
      sql.run`DELETE FROM alias WHERE prompt = ${id} AND name = ${alias}`
    }
  }
  sql.run`UPDATE alias SET trashed = ${0} WHERE prompt = ${id}`
  writePrompt(sql, { ...prompt, name }, 'restored', now)
  noteAudit(sql, { action: 'prompt.restore', target: name, before: { id, name: prompt.name } })
  checkIncludes(sql, { id, name }, prompt.latest)
  return readNewest(sql, id)
}

/** A prompt in the trash, by its id or the latest of its name. */
function readState(sql: Sql, nameOrId: string): PromptState {
  const row = sql.get`
    SELECT id, name, title, description, folder, tags, favourite, latest, updated_at
      FROM prompt
     WHERE deleted_at IS NOT NULL AND (id = ${nameOrId} OR name = ${nameOrId})
     ORDER BY id = ${nameOrId} DESC, generation DESC
     LIMIT 1`
  if (row === undefined) throw promptNotFound(nameOrId)
  const { tags, favourite, updated_at, ...state } = row
  return {
    ...(state as unknown as PromptState),
    tags: JSON.parse(String(tags)),
    favourite: favourite === 1,
    updatedAt: toDateTime(Number(updated_at)),
  }
}
