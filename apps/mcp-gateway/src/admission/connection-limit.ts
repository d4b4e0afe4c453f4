import type { Socket } from 'node:net'
import { exemptFromPressure } from '@promptbin/service'
import fastifyPlugin from 'fastify-plugin'
import { gatewayOverloaded } from './errors.ts'

export interface ConnectionLimitOptions {
  readonly maxConnections: number
  readonly onShed: () => void
}

/**
 * Bounds the open connections. Those that are there go on; on one more every request but `/livez` is
 * told to come again later, and the connection ends.
 */
export const connectionLimit = fastifyPlugin<ConnectionLimitOptions>(
  async (app, { maxConnections, onShed }) => {
    const surplus = new WeakSet<Socket>()
    let open = 0
    app.server.on('connection', (socket: Socket) => {
      open += 1
      if (open > maxConnections) surplus.add(socket)
      socket.once('close', () => {
        open -= 1
      })
    })
    app.addHook('onRequest', (request, reply, done) => {
      if (!surplus.has(request.raw.socket)) return done()
      reply.header('connection', 'close')
      const { pressureHandler } = request.routeOptions.config
      if (pressureHandler === exemptFromPressure.pressureHandler) return done()
      onShed()
      done(gatewayOverloaded())
    })
  },
  { name: 'connection-limit', dependencies: ['problem-answers'] },
)
