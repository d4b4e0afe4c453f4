import type { SQLTagStore } from 'node:sqlite'
import type { Group } from '../../answers.ts'

/** `PromptStore.labels` */
export function listLabels(sql: SQLTagStore): readonly Group[] {
  const rows = sql.all`
    SELECT name, prompts FROM label_count ORDER BY prompts DESC, name LIMIT 1000`
  return rows as unknown as Group[]
}
