import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createHealth } from '@promptbin/health'
import { createLogger, currentRequestId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { type BreakerState, createPromptClient } from '@promptbin/prompt-client'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../src/app.ts'
import { createHealthChecks } from '../src/health-checks.ts'
import { createLibraryObserver } from '../src/library-observer.ts'
import { createServerFactory } from '../src/mcp/server.ts'
import { createGatewayMetrics } from '../src/metrics.ts'
import { createOperationLog } from '../src/operation-log.ts'
import type { LogLine } from './service-process.ts'

/** The whole gateway within the test's process, composed as `main.ts` does it. */
export interface Gateway {
  readonly url: string
  readonly app: FastifyInstance
  readonly log: readonly LogLine[]
  /** Resolves when the breaker next changes to `state`. */
  breakerBecomes(state: BreakerState): Promise<void>
  stop(): Promise<void>
}

export interface StartOptions {
  readonly webUrl: string
  readonly requestTimeoutMs?: number
  readonly resetTimeoutMs?: number
}

/** Starts the gateway on a free port. */
export async function startGateway(options: StartOptions): Promise<Gateway> {
  const { webUrl, requestTimeoutMs = 10_000, resetTimeoutMs = 5_000 } = options
  const service = { service: 'mcp-gateway', version: '1.2.3' }
  const log: LogLine[] = []
  const destination = { write: (line: string) => log.push(JSON.parse(line)) }
  const logger = createLogger({ ...service, level: 'debug', destination })
  const metrics = createMetrics(service)
  const gatewayMetrics = createGatewayMetrics(metrics)
  const observer = createLibraryObserver({ metrics, logger })
  const waiting = new Map<BreakerState, () => void>()
  const library = createPromptClient({
    baseUrl: webUrl,
    timeoutMs: requestTimeoutMs,
    resetTimeoutMs,
    requestId: currentRequestId,
    observer: {
      ...observer,
      breaker: (kind, state) => {
        observer.breaker(kind, state)
        if (kind === 'reads') waiting.get(state)?.()
      },
    },
  })
  const logOperation = createOperationLog(logger)
  const { serverFactoryFor } = createServerFactory({
    library,
    version: service.version,
    requestTimeoutMs,
    onOperation: (report) => {
      gatewayMetrics.observeOperation(report)
      logOperation(report)
    },
  })
  const checks = createHealthChecks(library)
  const health = createHealth({ ...service, checks, intervalMs: 60_000 })
  // The tests of several projects share the machine; this one is not about overload.
  const parts = { logger, metrics, health, maxLoopDelayMs: 0, serverFactoryFor, requestTimeoutMs }
  const app = await createApp(parts)
  await app.ready()
  await health.start()
  app.server.listen(0, '127.0.0.1')
  await once(app.server, 'listening')
  health.setState('ready')

  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    app,
    log,
    breakerBecomes: (state) => new Promise((resolve) => waiting.set(state, resolve)),
    stop: async () => {
      await app.startDrain(1_000)
      app.server.closeAllConnections()
      await app.close()
      health.stop()
      await library.close()
    },
  }
}
