import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

type Callback = (isComplete: boolean) => void

const waiting = Symbol('whenAnswered')

/**
 * Several ask about every answer, and listeners of Node cost more than calls. The callbacks are not
 * in a WeakMap: whatever one refers to outlives minor collections.
 */
type Watched = ServerResponse & { [waiting]?: Callback[] }

/**
 * Calls back once an answer is complete, or with `false` once its client is gone before that.
 * Fastify's hook `onResponse` does not run for a client that left. The callback is outside of the
 * request's context: it is an event of the connection.
 */
export function whenAnswered({ raw }: FastifyReply, callback: Callback): void {
  const watched: Watched = raw
  if (watched[waiting]) watched[waiting].push(callback)
  else watched[waiting] = watch(raw, [callback])
}

/** Each event comes at most once, and a listener that stays is cheaper than one that is taken off. */
function watch(raw: ServerResponse, callbacks: Callback[]): Callback[] {
  let isComplete = false
  raw.on('finish', () => {
    isComplete = true
  })
  raw.on('close', () => {
    for (const callback of callbacks) callback(isComplete)
  })
  return callbacks
}
