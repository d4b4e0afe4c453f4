import type { ShareOpenings } from '../../shares/share-opening.ts'
import { toDateTime } from '../rows.ts'
import type { Sql } from '../sql.ts'

/** An opened link with the name of its prompt today. */
interface OpeningRow {
  readonly opening: number
  readonly id: string
  readonly prompt: string
  readonly name: string
  readonly views: number
  readonly last_viewed_at: number
}

/** `PromptStore.openingsAfter` */
export function listOpenings(
  sql: Sql,
  { after, limit }: { readonly after: number; readonly limit: number },
): ShareOpenings {
  const rows = sql.all`
    SELECT share.opening, share.id, share.prompt, prompt.name, share.views, share.last_viewed_at
      FROM share
      JOIN prompt ON prompt.id = share.prompt
     WHERE share.opening > ${after} AND share.opening > 0
     ORDER BY share.opening
     LIMIT ${limit}` as unknown as OpeningRow[]
  const items = rows.map(({ opening, id, prompt, name, views, last_viewed_at }) => ({
    opening,
    share: id,
    prompt,
    name,
    views,
    at: toDateTime(last_viewed_at),
  }))
  return { items, last: Number(sql.get`SELECT openings FROM library`?.['openings']) }
}
