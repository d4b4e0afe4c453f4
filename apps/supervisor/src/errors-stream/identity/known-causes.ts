import { concealing, type ErrorIdentity } from './identify-error.ts'
import type { Sighting } from './read-sighting.ts'

/** So many requests are remembered, and so many errors wait for their cause. */
const [requestsKept, waitingKept] = [500, 100]

/**
 * Joins what a service passes on with what it was caused by: the code for any defect says nothing of
 * which one it was, but the service that met it has logged that for the same request.
 */
export class KnownCauses {
  readonly #byRequest = new Map<string, ErrorIdentity>()
  #waiting: readonly Sighting[] = []

  /**
   * The errors that can be counted now, with the identity of their cause. One that conceals its cause
   * waits for it: the log lines of two processes may arrive in another order than they were written.
   */
  trace(sighting: Sighting): readonly Sighting[] {
    const { code, requestId } = sighting
    if (requestId === null) return [sighting]
    const isConcealing = code !== null && concealing.has(code)
    const cause = this.#byRequest.get(requestId)
    if (isConcealing && cause) return [{ ...sighting, ...cause }]
    if (isConcealing) return this.#wait(sighting)
    if (cause) return [sighting]
    const identity = this.#note(requestId, sighting)
    const followers = this.#waiting.filter((waiting) => waiting.requestId === requestId)
    if (followers.length === 0) return [sighting]
    this.#waiting = this.#waiting.filter((waiting) => waiting.requestId !== requestId)
    return [sighting, ...followers.map((follower) => ({ ...follower, ...identity }))]
  }

  /** Those that have waited for nothing; nobody waits any more. */
  release(): readonly Sighting[] {
    const released = this.#waiting
    this.#waiting = []
    return released
  }

  #wait(sighting: Sighting): readonly Sighting[] {
    this.#waiting = [...this.#waiting, sighting]
    return this.#waiting.length > waitingKept ? this.release() : []
  }

  #note(requestId: string, { fingerprint, code, type, message }: ErrorIdentity): ErrorIdentity {
    const identity = { fingerprint, code, type, message }
    this.#byRequest.set(requestId, identity)
    if (this.#byRequest.size > requestsKept) {
      const [oldest = ''] = this.#byRequest.keys()
      this.#byRequest.delete(oldest)
    }
    return identity
  }
}
