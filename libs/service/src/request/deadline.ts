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
    app.addHook('onRequest', async (request, reply) => {
      const timeoutMs = timeoutOf(request)
      const controller = new AbortController()
      const endsAtMs = timeoutMs === undefined ? undefined : performance.now() + timeoutMs
      request.deadline = {
        signal: controller.signal,
        remainingMs: () =>
          endsAtMs === undefined ? undefined : Math.max(0, endsAtMs - performance.now()),
      }
      if (timeoutMs === 0) throw deadlineExceeded()
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(expire, Math.min(timeoutMs, MAX_TIMEOUT_MS), controller, reply)
      whenAnswered(reply, (isComplete) => {
        clearTimeout(timer)
        if (!isComplete) controller.abort(requestAborted())
      })
    })
  },
  { name: 'deadline', dependencies: ['problem-answers'] },
)

function timeoutOf(request: FastifyRequest): number | undefined {
  const value = request.headers[DEADLINE_HEADER]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || !WHOLE_MS.test(value)) throw deadlineInvalid()
  return Number(value)
}

function expire(controller: AbortController, reply: FastifyReply): void {
  const error = deadlineExceeded()
  controller.abort(error)
  setTimeout(() => {
    if (reply.sent) return
    if (reply.raw.headersSent) reply.raw.destroy(error)
    else reply.send(error)
  }, GRACE_MS)
}
