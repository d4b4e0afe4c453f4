import { timingSafeEqual } from 'node:crypto'
import type { Account, LoginStore } from '@promptbin/prompt-store'
import { hashToken, RateLimiter, scopes } from '@promptbin/security'
import { tooManyTries } from '@promptbin/service'
import { type AccountRequest, expectPassword } from './account-operations.ts'
import { checkRequest } from './check-request.ts'
import { setUpRefused } from './errors.ts'
import type { PasswordGate } from './password-gate.ts'

/** The way in for the very first person. */
export interface SetUp {
  /** Whether nobody can log in yet, and a set-up token can change that. */
  isSetUpOpen(): Promise<boolean>
  /**
   * Makes the first account, which may everything. Throws `PB_SETUP_REFUSED`, `PB_RATE_EXCEEDED`,
   * `PB_PASSWORD_REFUSED`, and `PB_SETUP_DONE` once somebody can log in.
   */
  setUp(token: string, account: Omit<AccountRequest, 'scopes'>, address: string): Promise<Account>
}

export interface SetUpOptions {
  readonly store: LoginStore
  readonly gate: PasswordGate
  readonly setUpToken: string | undefined
  readonly now: () => number
}

/** Of all together: who may set up comes once. */
const wrongTokens = { burst: 10, perSecond: 0.2 }

/** Makes the set-up over a store. */
export function createSetUp({ store, gate, setUpToken, now }: SetUpOptions): SetUp {
  const wrong = new RateLimiter({ ...wrongTokens, now })

  function expectToken(token: string, address: string): void {
    if (wrong.waitSeconds(address) > 0) throw tooManyTries()
    const given = Buffer.from(hashToken(token))
    const right = Buffer.from(hashToken(setUpToken ?? ''))
    if (setUpToken !== undefined && timingSafeEqual(given, right)) return
    wrong.take(address)
    throw setUpRefused()
  }

  return {
    isSetUpOpen: async () => setUpToken !== undefined && !(await store.canLogIn()),
    setUp: async (token, { name, password }, address) => {
      expectToken(token, address)
      checkRequest({ name, scopes }, 'an account')
      expectPassword(password, name)
      const hash = await gate.run(() => gate.hash(password))
      const account = { name, password: hash, scopes, onlyAsFirst: true }
      return store.createAccount(account, { author: 'set-up', client: 'browser' })
    },
  }
}
