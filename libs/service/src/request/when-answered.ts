import type { FastifyReply } from 'fastify'

/**
 * Calls back once an answer is complete, or with `false` once its client is gone before that.
 * Fastify's hook `onResponse` does not run for a client that left. The callback is outside of the
 * request's context: it is an event of the connection.
 */
export function whenAnswered(reply: FastifyReply, callback: (isComplete: boolean) => void): void {
  let isComplete = false
  reply.raw.once('finish', () => {
    isComplete = true
  })
  reply.raw.once('close', () => callback(isComplete))
}
