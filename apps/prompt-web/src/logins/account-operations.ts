import type { Account, Author, LoginStore } from '@promptbin/prompt-store'
import { passwordFault, type Scope } from '@promptbin/security'
import { signed } from '../library/personal/signed.ts'
import { checkRequest } from './check-request.ts'
import { loginRefused, passwordRefused } from './errors.ts'
import type { PasswordGate } from './password-gate.ts'

/** An account to be made. */
export interface AccountRequest {
  readonly name: string
  readonly password: string
  readonly scopes: readonly Scope[]
}

/** What can be done with accounts. */
export interface AccountOperations {
  accounts(): Promise<readonly Account[]>
  /** Throws `PB_PASSWORD_REFUSED`, and what `LoginStore.createAccount` throws. */
  createAccount(request: AccountRequest, author: Author): Promise<Account>
  /** Gives an account another password and ends its sessions. Throws `PB_ACCOUNT_NOT_FOUND`, `PB_PASSWORD_REFUSED`. */
  resetPassword(name: string, password: string, author: Author): Promise<void>
  /** The same for oneself, who must show the present one; the session by which it is asked goes on. Throws `PB_LOGIN_REFUSED` as well. */
  changePassword(change: PasswordChange, author: Author): Promise<void>
  /** Throws `PB_ACCOUNT_NOT_FOUND`, `PB_ACCOUNT_LAST_ADMIN`. */
  removeAccount(name: string, author: Author): Promise<void>
}

/** A wish for another password. */
export interface PasswordChange {
  readonly name: string
  readonly present: string
  readonly wanted: string
  /** The SHA-256 of what the browser keeps. */
  readonly sessionHash: string | null
}

export interface AccountOptions {
  readonly store: LoginStore
  readonly gate: PasswordGate
}

/** Makes the operations of accounts over a store. */
export function createAccountOperations({ store, gate }: AccountOptions): AccountOperations {
  return {
    accounts: () => store.accounts(),
    createAccount: async ({ name, password, scopes }, author) => {
      checkRequest({ name, scopes }, 'an account')
      expectPassword(password, name)
      const hash = await gate.run(() => gate.hash(password))
      return store.createAccount({ name, password: hash, scopes }, signed(author))
    },
    resetPassword: async (name, password, author) => {
      expectPassword(password, name)
      const hash = await gate.run(() => gate.hash(password))
      await store.setPassword(name, hash, null, author)
    },
    changePassword: async ({ name, present, wanted, sessionHash }, author) => {
      expectPassword(wanted, name)
      const hash = await gate.run(async () => {
        const account = await store.findAccount(name)
        if (!(await gate.verify(present, account?.password))) throw loginRefused()
        return gate.hash(wanted)
      })
      await store.setPassword(name, hash, sessionHash, author)
    },
    removeAccount: (name, author) => store.removeAccount(name, author),
  }
}

/** Throws `PB_PASSWORD_REFUSED`. */
export function expectPassword(password: string, name: string): void {
  const fault = passwordFault(password, name)
  if (fault !== undefined) throw passwordRefused(fault)
}
