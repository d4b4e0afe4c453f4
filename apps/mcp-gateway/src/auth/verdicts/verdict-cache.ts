import { hash as hashOf } from 'node:crypto'
import { PromptBinError } from '@promptbin/errors'
import { authenticationUnavailable, tokenInvalid } from '@promptbin/service'
import type { Verdict } from './verdict.ts'

/** Finds out what a token stands for. Throws `PB_TOKEN_INVALID`, `PB_AUTH_UNAVAILABLE`. */
export type VerifyToken = (token: string) => Promise<Verdict>

export interface VerdictCacheOptions {
  readonly verify: VerifyToken
  /** Whether a token that is revoked would be told of, see `forget`. */
  readonly isTold: () => boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** A token is looked at again after this long, whatever happened. */
const freshMs = 60_000

/** And after this long where nobody would tell that it was revoked. */
const untoldFreshMs = 1_000

/** While nobody can be asked, a token that was good goes on being good for this long. */
const graceMs = 10 * 60_000

/** How long after a question without an answer the next one is put. */
const retryMs = 5_000

/** How long a token that was refused is refused without asking. */
const refusedMs = 10_000

/** Far more than clients have; beyond this those that were verified longest ago are verified again. */
const maxKept = 1_000

/** Beyond this whoever tries tokens waits; nobody else is new that often. */
const maxUnderWay = 32

interface Kept {
  readonly verdict: Verdict
  readonly verifiedAtMs: number
  freshUntilMs: number
  /** Of which `forget` it knows. */
  round: number
  /** Nobody could be asked, so who would tell makes no difference. */
  isGraced: boolean
}

/** Remembers for a while what tokens stand for, by their hashes: the tokens themselves are not kept. */
export class VerdictCache {
  readonly #options: VerdictCacheOptions
  readonly #kept = new Map<string, Kept>()
  readonly #refused = new Map<string, number>()
  readonly #underWay = new Map<string, Promise<Verdict>>()
  #round = 0

  constructor(options: VerdictCacheOptions) {
    this.#options = options
  }

  /** The verdict of a key at once if it is known, without a promise: this is asked with every request. */
  lookUp(key: string): Verdict | undefined {
    const kept = this.#kept.get(key)
    return kept && this.#isFresh(kept) ? kept.verdict : undefined
  }

  /** Finds it out. Throws `PB_TOKEN_INVALID`, `PB_AUTH_UNAVAILABLE`. */
  findOut(token: string): Promise<Verdict> {
    const key = keyOf(token)
    const underWay = this.#underWay.get(key)
    if (underWay) return underWay
    if ((this.#refused.get(key) ?? 0) > this.#options.now()) return Promise.reject(tokenInvalid())
    const finding =
      this.#underWay.size < maxUnderWay
        ? this.#verify(key, token)
        : this.#withoutAsking(key, authenticationUnavailable())
    this.#underWay.set(key, finding)
    const end = () => this.#underWay.delete(key)
    finding.then(end, end)
    return finding
  }

  /** Says that a token may have been revoked: nothing that is known may be relied on unasked. */
  forget(): void {
    this.#round += 1
    this.#refused.clear()
  }

  /** Says that a token was made: what was refused may be good now. */
  forgetRefused(): void {
    this.#refused.clear()
  }

  get size(): number {
    return this.#kept.size
  }

  #isFresh(kept: Kept): boolean {
    const now = this.#options.now()
    if (now >= kept.verdict.expiresAtMs || now >= kept.freshUntilMs) return false
    // What somebody else signed is not ours to revoke.
    if (kept.verdict.principal.kind === 'oauth') return true
    if (kept.round !== this.#round) return false
    return kept.isGraced || this.#options.isTold() || now < kept.verifiedAtMs + untoldFreshMs
  }

  async #verify(key: string, token: string): Promise<Verdict> {
    const { now, verify } = this.#options
    const round = this.#round
    try {
      const verdict = await verify(token)
      const verifiedAtMs = now()
      if (verifiedAtMs >= verdict.expiresAtMs) throw tokenInvalid()
      const freshUntilMs = verifiedAtMs + freshMs
      // Anew at the end: so the first is the one that was verified longest ago.
      this.#kept.delete(key)
      keep(this.#kept, key, { verdict, verifiedAtMs, freshUntilMs, round, isGraced: false })
      return verdict
    } catch (error) {
      return this.#withoutAsking(key, error)
    }
  }

  /** What is left when the answer was a failure. */
  async #withoutAsking(key: string, error: unknown): Promise<Verdict> {
    const now = this.#options.now()
    if (!isUnavailable(error)) {
      this.#kept.delete(key)
      if (isRefusal(error)) keep(this.#refused, key, now + refusedMs)
      throw error
    }
    const kept = this.#kept.get(key)
    if (!kept || now >= Math.min(kept.verdict.expiresAtMs, kept.verifiedAtMs + graceMs)) {
      throw error
    }
    kept.freshUntilMs = now + retryMs
    kept.round = this.#round
    kept.isGraced = true
    return kept.verdict
  }
}

/** Under what a token is kept. Not the token: this opens nothing to whoever reads the memory. */
export function keyOf(token: string): string {
  return hashOf('sha256', token, 'base64')
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  const [oldest] = map.size >= maxKept ? map.keys() : []
  if (oldest !== undefined) map.delete(oldest)
  map.set(key, value)
}

const codeOf = (error: unknown) => (error instanceof PromptBinError ? error.code : '')
const isRefusal = (error: unknown) => codeOf(error) === tokenInvalid.definition.code
const isUnavailable = (error: unknown) =>
  codeOf(error) === authenticationUnavailable.definition.code
