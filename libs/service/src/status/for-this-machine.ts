import type { FastifyRequest } from 'fastify'

import { isSameMachine } from '../health/same-machine.ts'
import { onlyThisMachine } from './errors.ts'

/**
 * For routes that tell how a service is set up, which would help an attacker: as `onRequest` it lets
 * in who may also read the details of `/health`, programs of this machine unless told. Throws
 * `PB_ONLY_THIS_MACHINE`.
 */
export function forThisMachine(
  mayRead: (request: FastifyRequest) => boolean = isSameMachine,
): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    if (!mayRead(request)) throw onlyThisMachine()
  }
}
