import type { Scope } from '@promptbin/security'

/** Somebody who logs in with a password. Times are RFC 3339, in UTC. */
export interface Account {
  readonly id: string
  /** A slug; no two have the same. */
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly createdAt: string
  readonly createdBy: string
  readonly passwordChangedAt: string
  /** Never logged in without one. */
  readonly lastLoginAt: string | null
}

/** An account as it is needed to let somebody in. */
export interface AccountSecret extends Account {
  /** The Argon2id hash of the password, in the PHC string format. */
  readonly password: string
}

/** An account to be made. */
export interface NewAccount extends Pick<AccountSecret, 'name' | 'password' | 'scopes'> {
  /** Only as long as nobody can log in: of several at once one is made. */
  readonly onlyAsFirst?: boolean
}
