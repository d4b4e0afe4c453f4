import { join } from 'node:path'
import {
  isSupervised,
  loadConfig,
  mcpUrlOf,
  preparePrivateFolder,
  version,
} from '@promptbin/config'
import { createHealth, type Health } from '@promptbin/health'
import { createLogger, currentRequestId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createSqliteStore, watchWrites } from '@promptbin/prompt-store'
import { endWithSupervisor, exitWithError, runService } from '@promptbin/service'
import { createApp } from './app.ts'
import { createHealthChecks } from './health-checks.ts'
import { createLibrary } from './library/create-library.ts'
import { startTrashPurge, type TrashPurge } from './library/trash-purge.ts'
import { createQueryObserver } from './query-observer.ts'
import { createShareListener } from './sharing/create-share-listener.ts'
import { openWhenShared } from './sharing/open-when-shared.ts'

const service = 'prompt-web'

async function main() {
  const takeOver = endWithSupervisor(isSupervised())
  const config = loadConfig()
  const { dataDir, logging, monitoring, operations, web } = config
  const logger = createLogger({ service, version, level: logging.level })
  const metrics = createMetrics({ service, version })
  preparePrivateFolder(dataDir)
  const file = join(dataDir, 'promptbin.db')
  const store = await createSqliteStore({
    file,
    onQuery: createQueryObserver({ logger, metrics }),
    requestId: currentRequestId,
  })
  const shareListener = createShareListener({
    config,
    store,
    logger,
    metrics,
    health: () => health,
  })
  const checks = createHealthChecks({ store, dataDir, shareListener })
  const intervalMs = monitoring.healthCheckIntervalMs
  const health: Health = createHealth({ service, version, checks, intervalMs })
  const library = createLibrary({
    store,
    watchWrites: (onWrite) => watchWrites(file, onWrite),
    ...(shareListener && { openShares: () => shareListener.open() }),
    onUsesLost: (err) => logger.warn({ event: 'library.uses_lost', err }, 'uses were not noted'),
  })
  const app = await createApp({ logger, metrics, health, library, mcpUrl: mcpUrlOf(config) })
  app.onDrain(() => shareListener?.close())
  let purge: TrashPurge | undefined
  takeOver()
  await runService({
    app,
    logger,
    health,
    host: web.host,
    port: web.port,
    supervised: isSupervised(),
    drainTimeoutMs: operations.gracefulShutdownTimeoutMs,
    close: async () => {
      await shareListener?.close()
      await purge?.stop()
      await library.close()
      await store.close()
    },
  })
  // Not before it is needed: a spare waits for long, and does no work.
  purge = startTrashPurge({
    store,
    now: Date.now,
    onPurged: (prompts) => logger.info({ event: 'trash.purged', prompts }, 'the trash was emptied'),
    onFailed: (err) =>
      logger.warn({ event: 'trash.purge_failed', err }, 'the trash stays as it is'),
  })
  if (shareListener === undefined) return
  await openWhenShared({ store, library }).catch((err) =>
    logger.warn({ event: 'share.not_followed', err }, 'links of before may not open'),
  )
}

await main().catch(exitWithError)
