import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { deadlineExceeded, deadlineInvalid, requestAborted } from '../errors.ts'
import { whenAnswered } from './when-answered.ts'

/** How long the client waits for the answer, in whole ms; every hop passes on what is left. */
export const DEADLINE_HEADER = 'x-request-timeout-ms'

/** How long the work of one request still matters. */
export interface Deadline {
  /**
   * Aborted when the time is over or the client is gone; give it to everything that waits.
   * Fastify's own `request.signal` also fires once a body is read, so do not use that one.
   */
  readonly signal: AbortSignal
  /** ms that are left; `undefined` when the client named no limit. */
  remainingMs(): number | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    deadline: Deadline
  }
}

/** Time in which a handler that watches the signal may still answer by itself. */
const GRACE_MS = 20

const WHOLE_MS = /^\d{1,9}$/

/** The longest time that a timer can measure. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/** Gives each request a deadline, and answers 504 when it passes. */
export const deadline = fastifyPlugin(
  async (app) => {
    // Set for every request below; Fastify wants the shape of a request to be declared.
    app.decorateRequest('deadline', null as unknown as Deadline)
    app.addHook('onRequest', (request, reply, done) => {
      const timeoutMs = timeoutOf(request)
      const own = new RequestDeadline(timeoutMs)
      request.deadline = own
      if (timeoutMs === 0) throw deadlineExceeded()
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(expire, Math.min(timeoutMs, MAX_TIMEOUT_MS), own, reply)
      whenAnswered(reply, (isComplete) => {
        clearTimeout(timer)
        if (!isComplete) own.abort(requestAborted)
      })
      done()
    })
  },
  { name: 'deadline', dependencies: ['problem-answers'] },
)

/** The deadline of one request; most never look at the signal, and making one costs more than the rest. */
class RequestDeadline implements Deadline {
  readonly #endsAtMs: number | undefined
  #controller: AbortController | undefined
  #reason: (() => Error) | undefined

  constructor(timeoutMs: number | undefined) {
    this.#endsAtMs = timeoutMs === undefined ? undefined : performance.now() + timeoutMs
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#reason) this.#controller.abort(this.#reason())
    }
    return this.#controller.signal
  }

  remainingMs(): number | undefined {
    return this.#endsAtMs === undefined
      ? undefined
      : Math.max(0, this.#endsAtMs - performance.now())
  }

  abort(reason: () => Error): void {
    this.#reason ??= reason
    this.#controller?.abort(reason())
  }
}

function timeoutOf(request: FastifyRequest): number | undefined {
  const value = request.headers[DEADLINE_HEADER]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !WHOLE_MS.test(value)) throw deadlineInvalid()
  return Number(value)
}

function expire(own: RequestDeadline, reply: FastifyReply): void {
  const error = deadlineExceeded()
  own.abort(() => error)
  setTimeout(() => {
    if (reply.sent) return
    if (reply.raw.headersSent) reply.raw.destroy(error)
    else reply.send(error)
  }, GRACE_MS)
}
