import type { Author } from '../../requests.ts'
import type { Sql } from '../sql.ts'

/** Where a label of a prompt stands. */
export interface LabelState {
  readonly n: number
  readonly protected: boolean
}

/** A label that is set. */
export function readLabel(sql: Sql, prompt: string, name: string): LabelState | undefined {
  const row = sql.get`
    SELECT n, protected FROM label WHERE prompt = ${prompt} AND name = ${name}`
  return row && { n: Number(row['n']), protected: row['protected'] === 1 }
}

/** Writes where a label stands. */
export function writeLabel(
  sql: Sql,
  prompt: string,
  name: string,
  { n, protected: isProtected }: LabelState,
): void {
  sql.run`
    INSERT INTO label (prompt, name, n, protected)
    VALUES (${prompt}, ${name}, ${n}, ${Number(isProtected)})
        ON CONFLICT (prompt, name) DO UPDATE SET n = excluded.n, protected = excluded.protected`
}

/** Takes a label off. */
export function deleteLabel(sql: Sql, prompt: string, name: string): void {
  sql.run`DELETE FROM label WHERE prompt = ${prompt} AND name = ${name}`
}

/** A move that is being made. */
export interface NewLabelMove extends Author {
  readonly prompt: string
  readonly label: string
  readonly from: number | null
  readonly to: number | null
  readonly reason: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Notes a move, for ever. */
export function insertLabelMove(sql: Sql, move: NewLabelMove): void {
  const { prompt, label, from, to, author, client, reason, at } = move
  sql.run`
    INSERT INTO label_move (prompt, label, from_n, to_n, author, client, reason, at)
    VALUES (${prompt}, ${label}, ${from}, ${to}, ${author}, ${client}, ${reason}, ${at})`
}
