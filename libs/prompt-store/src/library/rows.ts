import type { LabelMove, Version } from '@promptbin/prompts'
import type { VersionSummary } from '../answers.ts'

/** A row of the view `prompt_summary`. */
export interface SummaryRow {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: string
  readonly favourite: number
  /** Those that the default version declares itself. */
  readonly variables: string
  /** Whether the default version includes anything. */
  readonly includes: number
  readonly latest: number
  readonly default_version: number
  readonly labels: string
  /** Of the default version; see `derived.ts`. */
  readonly content_bytes: number
  readonly generation: number
  readonly created_at: number
  readonly updated_at: number
  /** 0 if never. */
  readonly used_at: number
}

/** A row of the table `version`, as far as the history shows it. */
export interface VersionSummaryRow {
  readonly n: number
  readonly sha256: string
  readonly message: string
  readonly author: string
  readonly client: string
  readonly created_at: number
}

/** A row of the table `version`. */
export interface VersionRow extends VersionSummaryRow {
  readonly variables: string
  readonly messages: string
  readonly model_config: string
}

/** A row of the table `label_move`. */
export interface LabelMoveRow {
  readonly label: string
  readonly from_n: number | null
  readonly to_n: number | null
  readonly author: string
  readonly client: string
  readonly reason: string
  readonly at: number
}

/** A version as the history lists it. */
export function toVersionSummary(row: VersionSummaryRow): VersionSummary {
  const { n, sha256, message, author, client, created_at } = row
  return { n, sha256, message, author, client, createdAt: toDateTime(created_at) }
}

/** A version with its text. */
export function toVersion(row: VersionRow): Version {
  return {
    ...toVersionSummary(row),
    messages: JSON.parse(row.messages),
    variables: JSON.parse(row.variables),
    modelConfig: JSON.parse(row.model_config),
  }
}

/** A move of a label. */
export function toLabelMove(row: LabelMoveRow): LabelMove {
  const { label, author, client, reason } = row
  return { label, from: row.from_n, to: row.to_n, author, client, reason, at: toDateTime(row.at) }
}

/** RFC 3339, in UTC. */
export function toDateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
