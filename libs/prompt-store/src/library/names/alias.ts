import type { Sql } from '../sql.ts'

/** Lets a name that is free lead to a prompt. */
export function addAlias(sql: Sql, prompt: string, name: string): void {
  sql.run`INSERT INTO alias (prompt, name) VALUES (${prompt}, ${name})`
}

/** After a new name the old one keeps resolving, and the new one is no alias any more. */
export function keepOldName(
  sql: Sql,
  prompt: string,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  sql.run`DELETE FROM alias WHERE prompt = ${prompt} AND name = ${to}`
  addAlias(sql, prompt, from)
}

/** All names besides its own under which a prompt is found. */
export function readAliases(sql: Sql, prompt: string): readonly string[] {
  const rows = sql.all`SELECT name FROM alias WHERE prompt = ${prompt} ORDER BY name`
  return rows.map(({ name }) => String(name))
}
