import type { FastifyReply, FastifyRequest } from 'fastify'
import { isOperator } from '../health/same-machine.ts'
import { onlyThisMachine } from './errors.ts'

/**
 * For routes that tell how a service is set up, which would help an attacker: as `onRequest` it lets
 * in who may also read the details of `/health`, programs of this machine and administrators unless told, and lets nobody
 * keep a copy. Throws `PB_ONLY_THIS_MACHINE`.
 */
export function forThisMachine(
  mayRead: (request: FastifyRequest) => boolean = isOperator,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (!mayRead(request)) throw onlyThisMachine()
  }
}
