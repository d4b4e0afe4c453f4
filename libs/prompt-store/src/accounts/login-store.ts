import type { Author } from '../requests.ts'
import type { Account, AccountSecret, NewAccount } from './account.ts'
import type { AttemptsBySubject, LoginFailure } from './login-attempts.ts'
import type { EndedSessions, LoginSession, NewLoginSession } from './login-session.ts'

/** People who log in and their sessions; nothing here raises the generation of the library. */
export interface LoginStore {
  /** Throws `PB_ACCOUNT_NAME_TAKEN`, `PB_ACCOUNTS_TOO_MANY`, and `PB_SETUP_DONE` if it comes too late to be the first. */
  createAccount(account: NewAccount, author: Author): Promise<Account>
  /** All, by name. */
  accounts(): Promise<readonly Account[]>
  findAccount(name: string): Promise<AccountSecret | undefined>
  /**
   * Gives an account another password, by the hash of it, and ends its sessions but for the one of a
   * hash. Throws `PB_ACCOUNT_NOT_FOUND`.
   */
  setPassword(name: string, password: string, butHash: string | null, author: Author): Promise<void>
  /** Keeps the same password by another hash, unless it was changed since. */
  renewPasswordHash(name: string, password: string, instead: string): Promise<void>
  /** Ends an account and its sessions. Throws `PB_ACCOUNT_NOT_FOUND`, `PB_ACCOUNT_LAST_ADMIN`. */
  removeAccount(name: string, author: Author): Promise<void>
  /** Whether there is any account, or a token that is good. */
  canLogIn(): Promise<boolean>

  /**
   * Logs somebody in who has proved who they are, and forgets the failures of these subjects. Gives
   * the id of the session. Throws `PB_LOGIN_OWNER_UNKNOWN`.
   */
  createLoginSession(session: NewLoginSession, subjects: readonly string[]): Promise<string>
  /** The session of a hash, unless it has ended, was idle since `usedSince` (ms since 1970), or its owner is gone. */
  findLoginSession(hash: string, usedSince: number): Promise<LoginSession | undefined>
  /** At most 100 of an owner, the one used last first. */
  loginSessions(owner: string, usedSince: number): Promise<readonly LoginSession[]>
  /** Gives how many have ended. Throws `PB_LOGIN_OWNER_UNKNOWN`. */
  endLoginSessions(which: EndedSessions): Promise<number>
  /** Notes that a session was used just now, by its id. */
  noteSessionUse(id: string): Promise<void>

  loginAttempts(subjects: readonly string[]): Promise<AttemptsBySubject>
  /** Counts a failure for each subject, and gives what holds now. */
  noteLoginFailure(failure: LoginFailure): Promise<AttemptsBySubject>
}
