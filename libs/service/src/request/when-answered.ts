import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'

type Callback = (isComplete: boolean) => void

/** Several ask about every answer, and listeners of Node cost more than calls. */
const waiting = new WeakMap<ServerResponse, Callback[]>()

/**
 * Calls back once an answer is complete, or with `false` once its client is gone before that.
 * Fastify's hook `onResponse` does not run for a client that left. The callback is outside of the
 * request's context: it is an event of the connection.
 */
export function whenAnswered({ raw }: FastifyReply, callback: Callback): void {
  const known = waiting.get(raw)
  if (known) known.push(callback)
  else waiting.set(raw, watch(raw, [callback]))
}

function watch(raw: ServerResponse, callbacks: Callback[]): Callback[] {
  let isComplete = false
  raw.once('finish', () => {
    isComplete = true
  })
  raw.once('close', () => {
    for (const callback of callbacks) callback(isComplete)
  })
  return callbacks
}
