import type { Group } from '../../answers.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.labels` */
export function listLabels(sql: Sql): readonly Group[] {
  const rows = sql.all`
    SELECT name, prompts FROM label_count ORDER BY prompts DESC, name LIMIT 1000`
  return rows as unknown as Group[]
}
