import { EventEmitter, once } from 'node:events'
import { createHealth, type HealthCheck } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { onTestFinished } from 'vitest'
import { createServiceApp, type ServiceAppOptions } from '../src/index.ts'

export interface LogLine {
  readonly event?: string
  readonly level: string
  readonly request_id?: string
  readonly trace_id?: string
  readonly [field: string]: unknown
}

interface TestAppOptions extends Partial<ServiceAppOptions> {
  readonly checks?: readonly HealthCheck[]
}

const identity = { service: 'test', version: '1.2.3' }

/** An app as services get it, ready but for its routes, and what it logs. */
export async function createTestApp({ checks = [], ...options }: TestAppOptions = {}) {
  const lines: LogLine[] = []
  const written = new EventEmitter()
  const logger = createLogger({
    ...identity,
    level: 'debug',
    destination: {
      write: (line) => {
        lines.push(JSON.parse(line))
        written.emit('line')
      },
    },
  })
  const health = createHealth({ ...identity, checks, intervalMs: 60_000 })
  const metrics = createMetrics(identity)
  const app = await createServiceApp({
    logger,
    health,
    metrics,
    // The machine is busy with other tests.
    maxLoopDelayMs: 0,
    ...options,
  })
  onTestFinished(async () => {
    health.stop()
    await app.close()
  })
  /** Waits until a line with this event is in the log. */
  const logged = async (event: string) => {
    while (!lines.some((line) => line.event === event)) await once(written, 'line')
  }
  return { app, health, metrics, lines, logged }
}

/** Listens on any free port; gives the URL. */
export function listen(app: Awaited<ReturnType<typeof createTestApp>>['app']): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 })
}
