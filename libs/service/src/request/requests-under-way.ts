import type { FastifyRequest } from 'fastify'

/** A request that is being worked on, in the form of the log. */
export interface UnderWay {
  readonly method: string
  /** The pattern of its route, which has nothing of the client in it. */
  readonly route: string
  readonly request_id: string
  readonly for_ms: number
}

/** The requests that are being worked on. */
export class RequestsUnderWay {
  readonly #since = new Map<FastifyRequest, number>()

  get count(): number {
    return this.#since.size
  }

  add(request: FastifyRequest): void {
    this.#since.set(request, performance.now())
  }

  delete(request: FastifyRequest): void {
    this.#since.delete(request)
  }

  /** All of them, those that take longest first. */
  list(): readonly UnderWay[] {
    const nowMs = performance.now()
    return [...this.#since].map(([{ id, method, routeOptions }, sinceMs]) => ({
      method,
      route: routeOptions.url ?? '',
      request_id: id,
      for_ms: Math.round(nowMs - sinceMs),
    }))
  }
}
