import { PromptBinError } from '@promptbin/errors'
import { hashToken, isToken, type Principal, scopes } from '@promptbin/security'
import { type Credentials, newSessionSecret, tokenInvalid } from '@promptbin/service'
import type { StateFile } from '../state/state-file.ts'
import type { ConsoleSession, ConsoleState } from './console-state.ts'
import { linkInvalid } from './errors.ts'
import type { LibraryLogins } from './library-logins.ts'

/** How somebody shows who they are. */
export type ConsoleProof =
  | { readonly name: string; readonly password: string }
  | { readonly token: string }
  | { readonly link: string }

export interface ConsoleLoginsOptions {
  readonly library: LibraryLogins
  readonly state: StateFile<ConsoleState>
  readonly idleMs: number
  readonly lifetimeMs: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** A browser that was just let in. */
export interface ConsoleLogin {
  readonly principal: Principal
  readonly secret: string
  readonly maxAgeSeconds: number
}

/** So long an answer of prompt-web is good without asking again. */
const freshMs = 10_000
/** So long a token that was good opens the console while prompt-web is away. */
const rememberedMs = 12 * 60 * 60_000
/** So long a link of `promptbin login-link` waits. */
const linkMs = 10 * 60_000
const useNotedEveryMs = 60_000
const mostSessions = 100
const mostTokens = 100
const mostLinks = 10

/**
 * Who may use the supervisor. Tokens and passwords are prompt-web's; sessions are our own, and what was
 * good is remembered by its hash, so that the console opens while prompt-web is down.
 */
export class ConsoleLogins implements Credentials {
  readonly #options: ConsoleLoginsOptions
  /** Until when each link is good, by its hash. */
  readonly #links = new Map<string, number>()
  #changes: { readonly at: number; readonly of: ReadonlyMap<string, number> } | undefined

  constructor(options: ConsoleLoginsOptions) {
    this.#options = options
  }

  async ofToken(sha256: string): Promise<Principal | undefined> {
    const { library, state, now } = this.#options
    const known = state.value.tokens.find(({ hash }) => hash === sha256)
    const isGood = (forMs: number) =>
      known !== undefined && now() < Math.min(known.endsAt, known.checkedAt + forMs)
    if (isGood(freshMs)) return known && ownerOf(known)
    try {
      const found = await library.ofToken(sha256)
      const others = state.value.tokens.filter(({ hash }) => hash !== sha256)
      // A part of the library is no part of the supervisor.
      if (found === undefined || found.principal.folders !== undefined) {
        if (known !== undefined) this.#keep({ tokens: others })
        return undefined
      }
      const { principal, endsAt } = found
      const token = { hash: sha256, owner: principal.id, scopes: [...principal.scopes], endsAt }
      this.#keep({ tokens: [{ ...token, checkedAt: now() }, ...others].slice(0, mostTokens) })
      return principal
    } catch (error) {
      if (isGood(rememberedMs)) return known && ownerOf(known)
      throw error
    }
  }

  async ofSession(sha256: string): Promise<Principal | undefined> {
    const { state, idleMs, now } = this.#options
    const session = state.value.sessions.find(({ hash }) => hash === sha256)
    if (session === undefined) return undefined
    const isOver = now() >= session.endsAt || now() >= session.lastUsedAt + idleMs
    const principal = isOver ? undefined : await this.#stillGood(session)
    if (principal === undefined) {
      this.logOut(sha256)
      return undefined
    }
    if (now() >= session.lastUsedAt + Math.min(useNotedEveryMs, idleMs / 2)) {
      this.#replace({ ...session, lastUsedAt: now() })
    }
    return principal
  }

  /**
   * Lets a browser in. Throws `PB_TOKEN_INVALID`, `PB_LOGIN_LINK_INVALID`, `PB_AUTH_UNAVAILABLE`, and
   * what prompt-web refuses a password with.
   */
  async logIn(proof: ConsoleProof, address: string): Promise<ConsoleLogin> {
    const { lifetimeMs, now, state } = this.#options
    const principal = await this.#check(proof, address)
    const { secret, hash } = newSessionSecret()
    const session: ConsoleSession = {
      hash,
      owner: principal.id,
      scopes: [...principal.scopes],
      tokenHash: 'token' in proof ? hashToken(proof.token) : null,
      createdAt: now(),
      lastUsedAt: now(),
      endsAt: now() + lifetimeMs,
    }
    const others = state.value.sessions.filter(({ endsAt }) => endsAt > now())
    this.#keep({ sessions: [session, ...others].slice(0, mostSessions) })
    return { principal, secret, maxAgeSeconds: Math.floor(lifetimeMs / 1_000) }
  }

  logOut(sha256: string): void {
    const { sessions } = this.#options.state.value
    this.#keep({ sessions: sessions.filter(({ hash }) => hash !== sha256) })
  }

  /** Makes something that lets one browser in, once and for a few minutes. */
  createLink(): string {
    const { now } = this.#options
    const { secret, hash } = newSessionSecret()
    for (const [link, endsAt] of this.#links) if (endsAt <= now()) this.#links.delete(link)
    const [oldest] = this.#links.size >= mostLinks ? this.#links.keys() : []
    if (oldest !== undefined) this.#links.delete(oldest)
    this.#links.set(hash, now() + linkMs)
    return secret
  }

  async #check(proof: ConsoleProof, address: string): Promise<Principal> {
    if ('link' in proof) return this.#byLink(proof.link)
    if ('password' in proof) {
      return this.#options.library.ofPassword(proof.name, proof.password, address)
    }
    const principal = isToken(proof.token) ? await this.ofToken(hashToken(proof.token)) : undefined
    if (principal === undefined) throw tokenInvalid()
    return principal
  }

  #byLink(link: string): Principal {
    const hash = hashToken(link)
    const endsAt = this.#links.get(hash) ?? 0
    this.#links.delete(hash)
    if (this.#options.now() >= endsAt) throw linkInvalid()
    return { id: 'local', kind: 'local', scopes: new Set(scopes) }
  }

  /** What a session stands for now: it ends with its token, or with another password of its account. */
  async #stillGood(session: ConsoleSession): Promise<Principal | undefined> {
    if (session.tokenHash !== null) return this.ofToken(session.tokenHash)
    const name = /^account:(.*)$/.exec(session.owner)?.[1]
    if (name === undefined) return ownerOf(session)
    const changedAt = (await this.#passwordChanges())?.get(name)
    // Nobody can say just now: who was let in goes on.
    if (changedAt === undefined) return this.#changes ? undefined : ownerOf(session)
    return changedAt <= session.createdAt ? ownerOf(session) : undefined
  }

  async #passwordChanges(): Promise<ReadonlyMap<string, number> | undefined> {
    const { library, now } = this.#options
    if (this.#changes !== undefined && now() < this.#changes.at + freshMs) return this.#changes.of
    try {
      this.#changes = { at: now(), of: await library.passwordChanges() }
    } catch (error) {
      if (!(error instanceof PromptBinError)) throw error
    }
    return this.#changes?.of
  }

  #replace(session: ConsoleSession): void {
    const { sessions } = this.#options.state.value
    this.#keep({ sessions: sessions.map((one) => (one.hash === session.hash ? session : one)) })
  }

  #keep(part: Partial<ConsoleState>): void {
    const { state } = this.#options
    state.write({ ...state.value, ...part })
  }
}

type Owned = Pick<ConsoleSession, 'owner' | 'scopes'>

function ownerOf({ owner, scopes: may }: Owned): Principal {
  const [kind] = owner.split(':')
  const known = kind === 'token' || kind === 'account' ? kind : 'local'
  return { id: owner, kind: known, scopes: new Set(may) }
}
