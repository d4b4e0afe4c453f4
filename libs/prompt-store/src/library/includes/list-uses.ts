import type { Use } from '../../answers.ts'
import { requirePrompt } from '../names/find-prompt.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.uses` */
export function listUses(sql: Sql, { name }: { readonly name: string }): readonly Use[] {
  return findUses(sql, requirePrompt(sql, name))
}

/** Which living prompts include the one of this id, in their newest or a labelled version. */
export function findUses(sql: Sql, id: string): readonly Use[] {
  const rows = sql.all`
    SELECT DISTINCT prompt.name, prompt.title, reference.reference
      FROM reference
      JOIN prompt ON prompt.id = reference.prompt AND prompt.deleted_at IS NULL
     WHERE reference.target = ${id}
       AND (reference.n = prompt.latest
            OR reference.n IN (SELECT n FROM label WHERE label.prompt = prompt.id))
     ORDER BY prompt.name, reference.reference
     LIMIT 1000`
  return rows as unknown as Use[]
}
