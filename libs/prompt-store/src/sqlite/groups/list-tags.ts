import type { SQLTagStore } from 'node:sqlite'
import type { Group } from '../../answers.ts'

/** `PromptStore.tags` */
export function listTags(sql: SQLTagStore): readonly Group[] {
  const rows = sql.all`SELECT name, prompts FROM tag ORDER BY prompts DESC, name LIMIT 1000`
  return rows as unknown as Group[]
}
