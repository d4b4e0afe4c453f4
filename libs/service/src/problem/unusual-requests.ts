import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { requestMalformed } from '../errors.ts'
import { endWithProblem } from './protocol-errors.ts'

/**
 * What Node would drop, or answer itself without a body: tunnels, which nobody here opens, and
 * expectations that are unknown, which may be passed over (RFC 9110 section 10.1.1).
 */
export const unusualRequests = fastifyPlugin(
  async ({ server }: FastifyInstance) => {
    server.on('connect', (_request: unknown, socket: Duplex) =>
      endWithProblem(socket, requestMalformed()),
    )
    server.on('checkExpectation', (request, response) => server.emit('request', request, response))
  },
  { name: 'unusual-requests' },
)
