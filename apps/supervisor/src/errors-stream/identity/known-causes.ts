import { concealing, type ErrorIdentity } from './identify-error.ts'
import type { Sighting } from './read-sighting.ts'

/** So many requests are remembered: the answer with the code follows the log line of the cause. */
const requestsKept = 500

/**
 * Joins what a service passes on with what it was caused by: the code for any defect says nothing of
 * which one it was, but the service that met it has logged that for the same request.
 */
export class KnownCauses {
  readonly #byRequest = new Map<string, ErrorIdentity>()

  /** The error with the identity of its cause, as far as that is known. */
  trace(sighting: Sighting): Sighting {
    const { requestId } = sighting
    if (requestId === null) return sighting
    const cause = this.#byRequest.get(requestId)
    if (sighting.code !== null && concealing.has(sighting.code))
      return cause ? { ...sighting, ...cause } : sighting
    if (!cause) this.#note(requestId, sighting)
    return sighting
  }

  #note(requestId: string, { fingerprint, code, type, message }: ErrorIdentity): void {
    this.#byRequest.set(requestId, { fingerprint, code, type, message })
    if (this.#byRequest.size <= requestsKept) return
    const [oldest = ''] = this.#byRequest.keys()
    this.#byRequest.delete(oldest)
  }
}
