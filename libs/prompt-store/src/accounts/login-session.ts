import type { Scope } from '@promptbin/security'

/** A browser that is logged in. Times are RFC 3339, in UTC. */
export interface LoginSession {
  readonly id: string
  /** Whose it is, as principals are named: `account:<name>` or `token:<name>`. */
  readonly owner: string
  /** Of its owner as they are now. */
  readonly scopes: readonly Scope[]
  readonly folders: readonly string[] | null
  readonly address: string
  /** What the browser says it is. */
  readonly client: string
  readonly createdAt: string
  /** To about a minute. */
  readonly lastUsedAt: string
  /** Used or not. */
  readonly endsAt: string
}

/** A session to be made, of somebody who has just proved to be its owner. */
export interface NewLoginSession
  extends Pick<LoginSession, 'owner' | 'address' | 'client' | 'endsAt'> {
  /** SHA-256, in hex, of what the browser keeps. */
  readonly hash: string
}

/** Which sessions end; those of an owner but for one. */
export type EndedSessions =
  | { readonly hash: string }
  | { readonly owner: string; readonly id: string }
  | { readonly owner: string; readonly butHash: string | null }
