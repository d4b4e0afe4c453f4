import type { Sql } from '../sql.ts'

/** What an include of a version stands for, for ever. */
export interface Target {
  /** As it is written. */
  readonly reference: string
  /** The id of a prompt, which may be in the trash, or gone. */
  readonly prompt: string
}

/** What the includes of a version stand for, in the order of its text. */
export function readTargets(sql: Sql, prompt: string, n: number): readonly Target[] {
  const rows = sql.all`
    SELECT reference, target FROM reference
     WHERE prompt = ${prompt} AND n = ${n}
     ORDER BY position`
  return rows.map(({ reference, target }) => ({
    reference: String(reference),
    prompt: String(target),
  }))
}

/** Keeps what the includes of a version stand for. */
export function insertTargets(
  sql: Sql,
  version: { readonly prompt: string; readonly n: number },
  targets: readonly Target[],
): void {
  for (const [position, { reference, prompt }] of targets.entries()) {
    sql.run`
      INSERT INTO reference (prompt, n, position, reference, target)
      VALUES (${version.prompt}, ${version.n}, ${position}, ${reference}, ${prompt})`
  }
}
