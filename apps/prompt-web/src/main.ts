import { join } from 'node:path'
import { isSupervised, loadConfig, version } from '@promptbin/config'
import { createHealth } from '@promptbin/health'
import { createLogger, currentRequestId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createSqliteStore } from '@promptbin/prompt-store'
import { exitWithError, runService } from '@promptbin/service'
import { createApp } from './app.ts'
import { prepareDataDir } from './data-dir.ts'
import { createHealthChecks } from './health-checks.ts'
import { createLibrary } from './library/create-library.ts'
import { createQueryObserver } from './query-observer.ts'

const service = 'prompt-web'

async function main() {
  const { dataDir, logging, monitoring, operations, web } = loadConfig()
  const logger = createLogger({ service, version, level: logging.level })
  const metrics = createMetrics({ service, version })
  await prepareDataDir(dataDir)
  const store = await createSqliteStore({
    file: join(dataDir, 'promptbin.db'),
    onQuery: createQueryObserver({ logger, metrics }),
    requestId: currentRequestId,
  })
  const checks = createHealthChecks({ store, dataDir })
  const intervalMs = monitoring.healthCheckIntervalMs
  const health = createHealth({ service, version, checks, intervalMs })
  const library = createLibrary({ store })
  const app = await createApp({ logger, metrics, health, library })
  await runService({
    app,
    logger,
    health,
    host: web.host,
    port: web.port,
    supervised: isSupervised(),
    drainTimeoutMs: operations.gracefulShutdownTimeoutMs,
    close: () => store.close(),
  })
}

await main().catch(exitWithError)
