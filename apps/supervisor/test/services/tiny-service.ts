import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSupervised, loadConfig, version } from '@promptbin/config'
import { defineError } from '@promptbin/errors'
import { createHealth, type HealthCheck } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import {
  createServiceApp,
  endWithSupervisor,
  exitWithError,
  LiveConfig,
  runService,
  type ServiceAppOptions,
} from '@promptbin/service'
import type { FastifyInstance } from 'fastify'

/** What every service may meet. */
const broken = defineError({
  code: 'PB_TEST_BROKEN',
  status: 503,
  class: 'transient',
  severity: 'error',
  message: 'This is broken.',
  hint: 'Nothing needs to be done.',
})

/** While there is a file of this name, the service fails with what it says. */
function illness(file: string): HealthCheck {
  return {
    name: 'test:illness',
    severity: 'critical',
    componentType: 'component',
    run: async () => {
      if (existsSync(file)) throw new Error(readFileSync(file, 'utf8'))
      return {}
    },
  }
}

/** A service like the real ones, with only the routes that a test needs. */
export async function runTinyService(
  service: 'prompt-web' | 'mcp-gateway',
  addRoutes: (app: FastifyInstance) => void = () => {},
  limits: Pick<ServiceAppOptions, 'maxLoopDelayMs' | 'processLimits'> = { maxLoopDelayMs: 0 },
): Promise<void> {
  const takeOver = endWithSupervisor(isSupervised())
  try {
    const live = new LiveConfig(loadConfig())
    const config = live.current
    const logger = createLogger({ service, version, level: config.logging.level })
    const metrics = createMetrics({ service, version })
    const health = createHealth({
      service,
      version,
      checks: [illness(join(config.dataDir, `ill-${service}`))],
      intervalMs: config.monitoring.healthCheckIntervalMs,
    })
    const app = await createServiceApp({ logger, metrics, health, ...limits })
    app.get('/pid', () => ({ pid: process.pid }))
    app.get('/broken', async () => {
      throw broken()
    })
    addRoutes(app)
    const { host, port } = service === 'prompt-web' ? config.web : config.mcp
    takeOver()
    await runService({
      app,
      config: live,
      logger,
      health,
      host,
      port,
      supervised: isSupervised(),
      drainTimeoutMs: config.operations.gracefulShutdownTimeoutMs,
      close: async () => {},
    })
  } catch (error) {
    exitWithError(error)
  }
}
