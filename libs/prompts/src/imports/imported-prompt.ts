import type { NewPrompt } from '../draft/draft.ts'

/** A prompt as an import brings it: what a person would write, and what its source knows of it. */
export interface ImportedPrompt extends NewPrompt {
  /** Ids and names under which others know it, to keep resolving. */
  readonly aliases?: readonly string[]
  /** Labels to put on the first version. */
  readonly labels?: readonly string[]
  /** RFC 3339, in UTC; now unless told. */
  readonly createdAt?: string
  readonly updatedAt?: string
  /** Links under which it was shared, which open here as well. */
  readonly shares?: readonly ImportedShare[]
}

/** A link that was given out before the import. Times are RFC 3339, in UTC. */
export interface ImportedShare {
  /** SHA-256, in hex, of the token in the link; the token itself is not kept. */
  readonly tokenHash: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly views: number
}
