import type { Socket } from 'node:net'
import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { overloaded } from '../errors.ts'
import { type Live, valueNow } from '../live/live-value.ts'

export interface ConnectionLimitOptions {
  readonly maxConnections: Live<number>
  readonly metrics: Metrics
}

/** Far more than the clients of one process have, and far less than it has descriptors. */
export const DEFAULT_MAX_CONNECTIONS = 1_000

/**
 * Bounds the connections that are served. Those that are there go on; on one more every request but
 * those that must always be answered is told to come again later, and the connection ends.
 */
export const connectionLimit = fastifyPlugin<ConnectionLimitOptions>(
  async (app, { maxConnections, metrics }) => {
    metrics.shedRequests.inc({ reason: 'connections' }, 0)
    const surplus = new WeakSet<Socket>()
    let open = 0
    app.server.on('connection', (socket: Socket) => {
      open += 1
      if (open > valueNow(maxConnections)) surplus.add(socket)
      socket.once('close', () => {
        open -= 1
      })
    })
    app.addHook('onRequest', (request, reply, done) => {
      if (!surplus.has(request.raw.socket)) return done()
      reply.header('connection', 'close')
      if (request.routeOptions.config.pressureHandler) return done()
      metrics.shedRequests.inc({ reason: 'connections' })
      done(overloaded())
    })
  },
  { name: 'connection-limit', dependencies: ['problem-answers'] },
)
