import type { Sql } from '../sql.ts'

/** `PromptStore.generation` */
export function readGeneration(sql: Sql): number {
  return Number(sql.get`SELECT generation FROM library`?.['generation'])
}
