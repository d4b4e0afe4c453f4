import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import {
  gatherEvidence,
  instanceKey,
  isSupervised,
  loadConfig,
  preparePrivateFolder,
  version,
} from '@promptbin/config'
import type { Health } from '@promptbin/health'
import { createLogger, currentRequest, currentTraceId, type Logger } from '@promptbin/logging'
import { createMetrics, type Metrics } from '@promptbin/metrics'
import { createSqliteStore, type PromptStore, watchWrites } from '@promptbin/prompt-store'
import {
  currentAsker,
  endWithSupervisor,
  exitWithError,
  type Live,
  LiveConfig,
  logConfigNotices,
  measureDisk,
  runService,
  startServiceTracing,
} from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import { createApp } from './app.ts'
import { countAudit } from './audit/audit-metrics.ts'
import { LibraryAudit } from './audit/library-audit.ts'
import { createDiskGuard, type DiskGuard } from './disk/disk-guard.ts'
import { guardStore } from './disk/guarded-store.ts'
import { createWebHealth } from './health/create-web-health.ts'
import { createLibrary } from './library/create-library.ts'
import type { Library } from './library/library.ts'
import { startTrashPurge, type TrashPurge } from './library/trash-purge.ts'
import { liveSettings } from './live-settings.ts'
import { openLogins } from './logins/open-logins.ts'
import { createMaintenanceMode, type MaintenanceMode } from './maintenance/maintenance-mode.ts'
import { measureStore } from './metrics/store-metrics.ts'
import { createQueryObserver } from './query-observer.ts'
import { createShareListener } from './sharing/create-share-listener.ts'
import { openWhenShared } from './sharing/open-when-shared.ts'

const service = 'prompt-web'

/**
 * So long a process that has become ready does nothing but answer. A spare waits for long and does
 * no work of its own; when it takes over, there are clients that wait.
 */
const firstAnswersMs = 100

async function main() {
  const supervised = isSupervised()
  const takeOver = endWithSupervisor(supervised)
  const config = new LiveConfig(loadConfig({ evidence: gatherEvidence() }))
  const { dataDir, web } = config.current
  const observed = await startObserving(config, supervised)
  const { logger, metrics, tracing } = observed
  preparePrivateFolder(dataDir)
  const file = join(dataDir, 'promptbin.db')
  const { slowQueryMs, thresholds, ...limits } = liveSettings(config)
  const disk = createDiskGuard({ folder: dataDir, thresholds, logger, supervised })
  const maintenance = createMaintenanceMode(logger)
  const store = await openStore(file, { ...observed, disk, maintenance, slowQueryMs })
  if (!supervised) measureDisk(metrics, dataDir)
  const shareListener = createShareListener({
    ...observed,
    config,
    store,
    supervised,
    health: () => health,
  })
  const auditHeadFile = join(dataDir, 'state', 'library-audit-head.json')
  const audit = new LibraryAudit({ store, headFile: auditHeadFile, logger, metrics })
  const health: Health = createWebHealth({ service, config, store, disk, shareListener, audit })
  const library = openLibrary({ store, file, shareListener, auditHeadFile, logger })
  const logins = await openLogins({ config: config.current, store, tokens: library, logger, print })
  const app = await createApp({
    ...observed,
    health,
    library,
    logins,
    config: () => config.current,
    instanceKey: instanceKey(),
    storeLoad: () => store.load(),
    maintenance: () => maintenance.reason,
    ...limits,
  })
  app.onDrain(() => shareListener?.close())
  let purge: TrashPurge | undefined
  await disk.start()
  takeOver()
  await runService({
    app,
    config,
    logger,
    health,
    host: web.host,
    port: web.port,
    supervised,
    warmUpPaths: ['/api/v1/prompts?limit=1'],
    onDisk: disk.setReadOnly,
    onMaintenance: maintenance.set,
    drainTimeoutMs: () => config.current.operations.gracefulShutdownTimeoutMs,
    close: async () => {
      await shareListener?.close()
      await purge?.stop()
      disk.stop()
      await library.close()
      await store.close()
      await tracing?.close()
    },
  })
  await setTimeout(firstAnswersMs)
  purge = purgeTrash(store, logger)
  if (shareListener !== undefined) await openEarlierLinks({ store, library }, logger)
}

/** For what is told once, and stands in no log. */
const print = (text: string) => void process.stderr.write(text)

/** What everything else is told to. */
async function startObserving(config: LiveConfig, supervised: boolean) {
  const { logging, tracing: settings, web } = config.current
  // A supervisor reads what is printed.
  const format = supervised ? 'json' : logging.format
  const logger = createLogger({ service, version, level: logging.level, format })
  logConfigNotices(config.current, logger)
  const memoryLimitBytes = web.maxMemoryBytes
  const metrics = createMetrics({ service, version, traceId: currentTraceId, memoryLimitBytes })
  const tracing = await startServiceTracing({ service, version, settings, logger, metrics })
  return { logger, metrics, tracing }
}

interface LibraryParts {
  readonly store: PromptStore
  readonly file: string
  readonly shareListener: ReturnType<typeof createShareListener>
  readonly auditHeadFile: string
  readonly logger: Logger
}

function openLibrary({ file, shareListener, logger, ...parts }: LibraryParts): Library {
  return createLibrary({
    ...parts,
    watchWrites: (onWrite) => watchWrites(file, onWrite),
    shareSecret: instanceKey(),
    ...(shareListener && { openShares: () => shareListener.open() }),
    onUsesLost: (err) => logger.warn({ event: 'library.uses_lost', err }, 'uses were not noted'),
  })
}

interface StoreParts {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing | undefined
  readonly disk: DiskGuard
  readonly maintenance: MaintenanceMode
  readonly slowQueryMs: Live<number>
}

async function openStore(
  file: string,
  { disk, maintenance, ...observed }: StoreParts,
): Promise<PromptStore> {
  const store = await createSqliteStore({
    file,
    onQuery: createQueryObserver(observed),
    origin: currentRequest,
    asker: currentAsker,
    onAudit: countAudit(observed.metrics),
  })
  measureStore({ metrics: observed.metrics, store, file })
  return guardStore(
    store,
    () => disk.isReadOnly,
    () => maintenance.reason,
  )
}

function openEarlierLinks(
  parts: Parameters<typeof openWhenShared>[0],
  logger: Logger,
): Promise<void> {
  return openWhenShared(parts).catch((err) =>
    logger.warn({ event: 'share.not_followed', err }, 'links of before may not open'),
  )
}

function purgeTrash(store: PromptStore, logger: Logger): TrashPurge {
  return startTrashPurge({
    store,
    now: Date.now,
    onPurged: (prompts) => logger.info({ event: 'trash.purged', prompts }, 'the trash was emptied'),
    onFailed: (err) =>
      logger.warn({ event: 'trash.purge_failed', err }, 'the trash stays as it is'),
  })
}

await main().catch(exitWithError)
