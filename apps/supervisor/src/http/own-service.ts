import { version } from '@promptbin/config'
import { createHealth, type Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import type { FastifyInstance } from 'fastify'
import type { ListeningSocket } from '../sockets/listening-socket.ts'
import type { ServiceEvent, ServiceSnapshot } from '../supervision/service-event.ts'
import { createApp } from './app.ts'
import { createChildMetrics } from './child-metrics.ts'
import { createHealthChecks } from './health-checks.ts'

export interface OwnServiceOptions {
  readonly logger: Logger
  readonly socket: ListeningSocket
  readonly url: string
  readonly dataFolder: string
  readonly serviceNames: readonly string[]
  readonly healthCheckIntervalMs: number
  readonly services: () => readonly ServiceSnapshot[]
}

/** What the supervisor itself serves. */
export interface OwnService {
  readonly health: Health
  /** Takes in what happened to a service. */
  observe(name: string, event: ServiceEvent): void
  /** Settles when it answers. */
  listen(): Promise<void>
  close(): Promise<void>
}

const service = 'supervisor'

/** Puts together health, metrics and HTTP of the supervisor. */
export function createOwnService(options: OwnServiceOptions): OwnService {
  const { logger, socket, url, services, healthCheckIntervalMs: intervalMs } = options
  const startedAt = new Date().toISOString()
  const metrics = createMetrics({ service, version })
  const count = createChildMetrics(metrics)
  const checks = createHealthChecks(options)
  const health = createHealth({ service, version, intervalMs, checks })
  let app: FastifyInstance | undefined
  let isClosed = false

  const self = (): ServiceSnapshot => ({
    service,
    worker: 0,
    pid: process.pid,
    state: health.state === 'draining' ? 'stopping' : health.state,
    url,
    startedAt,
    uptimeSeconds: health.report().uptimeSeconds,
    restarts: 0,
    lastRestartReason: undefined,
    heartbeat: undefined,
  })
  return {
    health,
    observe(name, event) {
      count(name, event)
      if (health.state === 'ready') void health.recheck()
    },
    async listen() {
      app = await createApp({ logger, metrics, health, self, services })
      await app.ready()
      if (isClosed) return
      const { promise, resolve } = Promise.withResolvers<void>()
      app.server.listen(socket.handle, resolve)
      await promise
    },
    async close() {
      isClosed = true
      health.stop()
      const closed = app?.close()
      // Everything else has stopped already: nobody waits for an answer of ours any more.
      app?.server.closeAllConnections()
      await closed
    },
  }
}
