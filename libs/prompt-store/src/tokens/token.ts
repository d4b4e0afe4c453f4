import type { Scope } from '@promptbin/security'

/**
 * A key with which a program asks as somebody. The key itself is not known here: only the SHA-256
 * of it is kept. Times are RFC 3339, in UTC.
 */
export interface Token {
  readonly id: string
  /** A slug; of those that are not revoked no two have the same. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Outside of these folders and those below them nothing is there for it; null for no limit. */
  readonly folders: readonly string[] | null
  /** The last four characters of the key, by which its owner knows it. */
  readonly ending: string
  readonly createdAt: string
  readonly createdBy: string
  /** When it ends; never without one. */
  readonly expiresAt: string | null
  /** To about a minute; never used without one. */
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  /** Until then what it was before its last rotation is good as well; null after none. */
  readonly previousEndsAt: string | null
}

/** A token to be made. */
export interface NewToken extends Pick<Token, 'name' | 'scopes' | 'ending' | 'expiresAt'> {
  /** SHA-256, in hex, of the key. */
  readonly hash: string
  /** No limit without it. */
  readonly folders?: readonly string[] | null
}
