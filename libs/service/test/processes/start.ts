import { createHealth } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import type { FastifyInstance } from 'fastify'
import { createServiceApp, exitWithError, runService } from '../../src/index.ts'

const identity = { service: 'test', version: '1.2.3' }

/** Runs a service with the given routes, as a `main.ts` does; the test sets it up by environment. */
export async function start(
  addRoutes: (app: FastifyInstance) => void,
  close: () => Promise<void> = async () => {},
): Promise<void> {
  const logger = createLogger({ ...identity, level: 'info' })
  const health = createHealth({ ...identity, checks: [], intervalMs: 60_000 })
  const app = await createServiceApp({
    logger,
    health,
    metrics: createMetrics(identity),
    // The machine is busy with other tests.
    maxLoopDelayMs: 0,
  })
  addRoutes(app)
  await runService({
    app,
    logger,
    health,
    host: '127.0.0.1',
    port: Number(process.env.TEST_PORT ?? 0),
    supervised: process.env.TEST_SUPERVISED === '1',
    drainTimeoutMs: Number(process.env.TEST_DRAIN_MS ?? 5_000),
    close,
  }).catch(exitWithError)
}
