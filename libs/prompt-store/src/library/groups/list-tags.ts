import type { Group } from '../../answers.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.tags` */
export function listTags(sql: Sql): readonly Group[] {
  const rows = sql.all`SELECT name, prompts FROM tag ORDER BY prompts DESC, name LIMIT 1000`
  return rows as unknown as Group[]
}
