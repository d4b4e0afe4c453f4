import type { Prompt, PromptSummary } from '@promptbin/prompts'
import type { VersionSummary } from '../prompt-store.ts'

/** A row of the view `prompt_summary`. */
export interface SummaryRow {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: string
  readonly variables: string
  readonly latest: number
  readonly generation: number
  readonly created_at: number
  readonly updated_at: number
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
}

/** A prompt as lists show it. */
export function toSummary(row: SummaryRow): PromptSummary {
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    description: row.description,
    folder: row.folder,
    tags: JSON.parse(row.tags),
    variables: JSON.parse(row.variables),
    latest: row.latest,
    generation: row.generation,
    createdAt: toDateTime(row.created_at),
    updatedAt: toDateTime(row.updated_at),
  }
}

/** A version as the history lists it. */
export function toVersionSummary(row: VersionSummaryRow): VersionSummary {
  const { n, sha256, message, author, client, created_at } = row
  return { n, sha256, message, author, client, createdAt: toDateTime(created_at) }
}

/** A version with its text. */
export function toVersion(row: VersionRow): Prompt['version'] {
  return {
    ...toVersionSummary(row),
    messages: JSON.parse(row.messages),
    variables: JSON.parse(row.variables),
  }
}

/** RFC 3339, in UTC. */
function toDateTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
