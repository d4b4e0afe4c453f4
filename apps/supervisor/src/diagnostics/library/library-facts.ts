import type { LibraryPlace } from '@promptbin/config'
import type { IntegrityFinding } from '@promptbin/prompt-store/integrity'

/** What is asked of a short-lived process: what stands in a database, or whether all of it is whole. */
export type LibraryPart = 'facts' | 'integrity'

/** Goes to that process, as one JSON value on its stdin. */
export interface LibraryQuestion {
  readonly part: LibraryPart
  readonly place: LibraryPlace
  /** Whether another process has a file open, or has left changes that are not in the file itself. */
  readonly isInUse: boolean
}

/** More faults of a library say nothing new. */
export const mostFaults = 20

/** A key with which programs ask. */
export interface KnownToken {
  readonly name: string
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
}

/** What stands in a database that can be read. */
export interface LibraryFacts {
  /** As the library tells it: `user_version` of a file, `library_schema` of a database. */
  readonly schema: number
  /** That which this program makes. */
  readonly knownSchema: number
  readonly prompts: number
  /** Milliseconds since 1970 of the newest change; null in an empty library. */
  readonly newestAt: number | null
  /** Those that were not revoked. */
  readonly tokens: readonly KnownToken[]
}

/** What comes back, as one JSON value on its stdout: the answer, or why there is none. */
export type LibraryAnswer<Part extends LibraryPart = LibraryPart> =
  | { readonly answer: Part extends 'facts' ? LibraryFacts : readonly IntegrityFinding[] }
  | LibraryProblem

/** That the library is not whole, or that it cannot be opened; `why` is what SQLite or PostgreSQL say. */
export interface LibraryProblem {
  readonly problem: 'damaged' | 'closed'
  readonly why: string
}
