import type { LabelMove } from '@promptbin/prompts'
import { requirePrompt } from '../names/find-prompt.ts'
import { type LabelMoveRow, toLabelMove } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** `PromptStore.labelMoves` */
export function listLabelMoves(
  sql: Sql,
  { name, label }: { readonly name: string; readonly label: string | undefined },
): readonly LabelMove[] {
  const rows = sql.all`
    SELECT label, from_n, to_n, author, client, reason, at
      FROM label_move
     WHERE prompt = ${requirePrompt(sql, name)}
       AND label = coalesce(${label ?? null}, label)
     ORDER BY id DESC
     LIMIT 1000`
  return (rows as unknown as LabelMoveRow[]).map(toLabelMove)
}
