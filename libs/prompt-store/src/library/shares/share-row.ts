import type { Share } from '../../shares/share.ts'
import { toDateTime } from '../rows.ts'

/** A row of the table `share`, with the name and the title of its prompt. */
export interface ShareRow {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly n: number | null
  readonly label: string | null
  readonly created_at: number
  readonly created_by: string
  readonly expires_at: number | null
  readonly views: number
  readonly last_viewed_at: number | null
}

/** A share as it is listed. */
export function toShare(row: ShareRow): Share {
  const { id, name, title, n, label, views } = row
  return {
    id,
    prompt: name,
    title,
    version: n,
    label,
    createdAt: toDateTime(row.created_at),
    createdBy: row.created_by,
    expiresAt: row.expires_at === null ? null : toDateTime(row.expires_at),
    views,
    lastViewedAt: row.last_viewed_at === null ? null : toDateTime(row.last_viewed_at),
  }
}
