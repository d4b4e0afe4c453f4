import type { LoginSession, LoginStore, PromptStore } from '@promptbin/prompt-store'
import {
  hashToken,
  isToken,
  type PasswordCost,
  type Principal,
  type Scope,
} from '@promptbin/security'
import { newSessionSecret } from '@promptbin/service'
import { type AccountOperations, createAccountOperations } from './account-operations.ts'
import { refuseEarly, subjectsOf } from './attempt-limits.ts'
import { loginRefused, sessionNotFound } from './errors.ts'
import { createPasswordGate } from './password-gate.ts'
import { createSetUp, type SetUp } from './set-up.ts'

/** How somebody shows who they are. */
export type Proof =
  | { readonly name: string; readonly password: string }
  | { readonly token: string }

/** Where a browser is, and what it says it is. */
export interface Place {
  readonly address: string
  readonly client: string
}

/** A browser that was just let in; the only moment at which its secret is known. */
export interface LoggedIn {
  readonly secret: string
  readonly maxAgeSeconds: number
}

/** What can be done with logins. */
export interface LoginOperations extends AccountOperations, SetUp {
  /**
   * Whose the proof is. Throws `PB_LOGIN_REFUSED` whatever is wrong, in the same words and the same
   * time, `PB_LOGIN_CLOSED`, `PB_LOGIN_BUSY`.
   */
  check(proof: Proof, place: Place): Promise<Principal>
  /** Lets a browser in. Throws what `check` throws. */
  logIn(proof: Proof, place: Place): Promise<LoggedIn>
  /** Whose a session is, by the SHA-256 of what the browser keeps. */
  ofSession(hash: string): Promise<Principal | undefined>
  /** Ends one session. */
  logOut(hash: string): Promise<void>
  /** Those of an owner, the one used last first. */
  sessions(owner: string): Promise<readonly LoginSession[]>
  /** Throws `PB_SESSION_NOT_FOUND`. */
  endSession(owner: string, id: string): Promise<void>
  /** Ends all of an owner but one, and tells how many. */
  endOtherSessions(owner: string, butHash: string | null): Promise<number>
}

export interface LoginOptions {
  readonly store: LoginStore & Pick<PromptStore, 'findToken' | 'noteTokenUse'>
  readonly idleMs: number
  readonly lifetimeMs: number
  /** With what the first account can be made; undefined where nobody may make one so. */
  readonly setUpToken: string | undefined
  readonly now: () => number
  /** What OWASP asks for unless told. */
  readonly passwordCost?: PasswordCost | undefined
  /** Told when a use could not be noted, which is no reason to refuse anybody. */
  readonly onUsesLost: (error: unknown) => void
}

/** A use is noted at most this often. */
const useNotedEveryMs = 60_000

const longestClient = 200

/** For all tokens together: which one was meant, nobody can tell by a wrong one. */
const anyToken = 'token:'

/** Makes the operations of logins over a store. */
export function createLoginOperations(options: LoginOptions): LoginOperations {
  const { store, idleMs, lifetimeMs, now, onUsesLost } = options
  const gate = createPasswordGate(options.passwordCost)
  const usedSince = () => now() - idleMs

  async function byPassword(name: string, password: string): Promise<Principal | undefined> {
    const account = await store.findAccount(name)
    const isRight = await gate.verify(password, account?.password)
    if (account === undefined || !isRight) return undefined
    if (gate.isOutdated(account.password)) {
      const renewed = await gate.hash(password)
      store.renewPasswordHash(name, renewed, account.password).catch(onUsesLost)
    }
    return principalOf({ owner: `account:${account.name}`, scopes: account.scopes, folders: null })
  }

  async function byToken(token: string): Promise<Principal | undefined> {
    const found = isToken(token) ? await store.findToken(hashToken(token)) : undefined
    if (found === undefined) return undefined
    store.noteTokenUse(found.id).catch(onUsesLost)
    return principalOf({ ...found, owner: `token:${found.name}` })
  }

  /** People type passwords into the wrong field, so of names only real ones are written down. */
  async function tried(name: string): Promise<string> {
    const isReal = name === anyToken || (await store.findAccount(name)) !== undefined
    return isReal ? name : 'unknown'
  }

  async function check(proof: Proof, { address }: Place): Promise<Principal> {
    const name = 'token' in proof ? anyToken : proof.name
    const subjects = subjectsOf({ name, address })
    return gate.run(async () => {
      await refuseEarly(store, subjects, now())
      const principal =
        'token' in proof ? await byToken(proof.token) : await byPassword(proof.name, proof.password)
      if (principal !== undefined) return principal
      await store.noteLoginFailure({ subjects, name: await tried(name), address })
      throw loginRefused()
    })
  }

  async function open(principal: Principal, subjects: readonly string[], place: Place) {
    const { secret, hash } = newSessionSecret()
    const endsAt = new Date(now() + lifetimeMs).toISOString()
    const client = place.client.slice(0, longestClient)
    const session = { owner: principal.id, hash, address: place.address, client, endsAt }
    await store.createLoginSession(session, subjects)
    return { secret, maxAgeSeconds: Math.floor(lifetimeMs / 1_000) }
  }

  return {
    ...createAccountOperations({ store, gate }),
    ...createSetUp({ ...options, gate }),
    check,
    logIn: async (proof, place) => {
      const principal = await check(proof, place)
      const name = 'token' in proof ? anyToken : proof.name
      // A stranger's failures elsewhere stay counted for where they came from.
      const subjects = subjectsOf({ name, address: place.address }).map(({ subject }) => subject)
      return open(principal, 'token' in proof ? subjects.slice(0, 1) : subjects, place)
    },
    ofSession: async (hash) => {
      const session = await store.findLoginSession(hash, usedSince())
      if (session === undefined) return undefined
      if (Date.parse(session.lastUsedAt) <= now() - Math.min(useNotedEveryMs, idleMs / 2)) {
        store.noteSessionUse(session.id).catch(onUsesLost)
      }
      return principalOf(session)
    },
    ...ownSessions(store, usedSince),
  }
}

/** One's own sessions; nobody finds those of somebody else. */
function ownSessions(store: LoginStore, usedSince: () => number) {
  // Who is known without a login, as a program of this machine, has none.
  const hasSessions = (owner: string) => /^(account|token):/.test(owner)
  return {
    logOut: async (hash) => void (await store.endLoginSessions({ hash })),
    sessions: async (owner) => (hasSessions(owner) ? store.loginSessions(owner, usedSince()) : []),
    endSession: async (owner, id) => {
      const ended = hasSessions(owner) ? await store.endLoginSessions({ owner, id }) : 0
      if (ended === 0) throw sessionNotFound()
    },
    endOtherSessions: async (owner, butHash) =>
      hasSessions(owner) ? store.endLoginSessions({ owner, butHash }) : 0,
  } satisfies Partial<LoginOperations>
}

interface Owner {
  readonly owner: string
  readonly scopes: readonly Scope[]
  readonly folders: readonly string[] | null
}

function principalOf({ owner, scopes, folders }: Owner): Principal {
  const kind = owner.startsWith('token:') ? 'token' : 'account'
  return { id: owner, kind, scopes: new Set(scopes), ...(folders !== null && { folders }) }
}
