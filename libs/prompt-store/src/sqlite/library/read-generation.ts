import type { SQLTagStore } from 'node:sqlite'

/** `PromptStore.generation` */
export function readGeneration(sql: SQLTagStore): number {
  return Number(sql.get`SELECT generation FROM library`?.['generation'])
}
