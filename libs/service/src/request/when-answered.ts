import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

type Callback = (isComplete: boolean) => void

const told = Symbol('whenAnswered')

/**
 * Several ask about every answer, and listeners of Node cost more than calls. They are neither in a
 * WeakMap nor in a list: of both, what is answered would outlive minor collections.
 */
type Watched = ServerResponse & { [told]?: Callback }

/**
 * Calls back once an answer is complete, or with `false` once its client is gone before that.
 * Fastify's hook `onResponse` does not run for a client that left. The callback is outside of the
 * request's context: it is an event of the connection.
 */
export function whenAnswered({ raw }: FastifyReply, callback: Callback): void {
  const watched: Watched = raw
  const before = watched[told]
  if (before === undefined) {
    watched[told] = callback
    watch(watched)
    return
  }
  watched[told] = (isComplete) => {
    before(isComplete)
    callback(isComplete)
  }
}

/** Each event comes at most once, and a listener that stays is cheaper than one that is taken off. */
function watch(raw: Watched): void {
  let isComplete = false
  raw.on('finish', () => {
    isComplete = true
  })
  raw.on('close', () => raw[told]?.(isComplete))
}
