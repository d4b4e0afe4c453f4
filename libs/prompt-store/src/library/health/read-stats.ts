import type { StoreStats } from '../../answers.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.stats` */
export function readStats(sql: Sql): StoreStats {
  const stats = sql.get`
    SELECT count(*) AS prompts, coalesce(sum(latest), 0) AS versions,
           (SELECT count(*) FROM prompt WHERE deleted_at IS NOT NULL) AS trashed,
           (SELECT generation FROM library) AS generation
      FROM prompt
     WHERE deleted_at IS NULL`
  return stats as unknown as StoreStats
}
