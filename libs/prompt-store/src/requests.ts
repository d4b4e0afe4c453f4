import type { PromptQuery } from '@promptbin/prompts'

/** Who makes a change, kept with what it makes. */
export interface Author {
  readonly author: string
  readonly client: string
}

/**
 * Makes a change happen once however often it is asked for: for 24 hours the same `key` answers
 * what the first time did. `fingerprint` is of the whole request; another one under the same key
 * is refused with `PB_IDEMPOTENCY_KEY_REUSED`.
 */
export interface Once {
  readonly key: string
  readonly fingerprint: string
}

/** As if the library had nothing but what is in these folders and below them. */
export type Within = readonly string[]

/** Which prompts to list, with the size of a page decided. */
export interface ListQuery extends PromptQuery {
  readonly limit: number
  readonly within?: Within
}

/** Where an imported prompt comes from: `key` names it for ever within its `source`. */
export interface Origin {
  readonly source: string
  readonly key: string
}

/** What a change of many prompts does to each; a field left out changes nothing. */
export interface BatchChange {
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly folder?: string
  readonly favourite?: boolean
  /** Moves them to the trash; the includes between them do not count as uses. */
  readonly trash?: boolean
  /** Moves them there although prompts that stay include them. */
  readonly evenIfUsed?: boolean
}
