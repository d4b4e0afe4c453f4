import { setTimeout } from 'node:timers/promises'
import { finishSwap } from '@promptbin/backup/swap'
import {
  gatherEvidence,
  instanceKey,
  isSupervised,
  libraryPlaceOf,
  loadConfig,
  preparePrivateFolder,
  version,
} from '@promptbin/config'
import type { Health } from '@promptbin/health'
import { createLogger, currentTraceId, type Logger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import {
  armAskedFailpoints,
  endWithSupervisor,
  exitWithError,
  LiveConfig,
  logConfigNotices,
  measureDisk,
  runService,
  startServiceTracing,
} from '@promptbin/service'
import { createApp } from './app.ts'
import { LibraryAudit } from './audit/library-audit.ts'
import { createWebHealth } from './health/create-web-health.ts'
import { createLibrary } from './library/create-library.ts'
import type { Library } from './library/library.ts'
import { startTrashPurge, type TrashPurge } from './library/trash-purge.ts'
import { liveSettings } from './live-settings.ts'
import { openLogins } from './logins/open-logins.ts'
import { createShareListener } from './sharing/create-share-listener.ts'
import { openWhenShared } from './sharing/open-when-shared.ts'
import type { Damage } from './store/damage.ts'
import { type OpenedStore, openStore } from './store/open-store.ts'
import { startWholeChecks } from './store/whole-check/start-whole-checks.ts'
import { createWriteGuards } from './store/write-guards.ts'

const service = 'prompt-web'

/**
 * So long a process that has become ready does nothing but answer. A spare waits for long and does
 * no work of its own; when it takes over, there are clients that wait.
 */
const firstAnswersMs = 100

async function main() {
  const supervised = isSupervised()
  const takeOver = endWithSupervisor(supervised)
  const config = await readLiveConfig()
  const { dataDir, web } = config.current
  const observed = await startObserving(config, supervised)
  const { logger, metrics, tracing } = observed
  await prepareFolder(dataDir, supervised)
  const place = libraryPlaceOf(config.current)
  const { slowQueryMs, thresholds, ...limits } = liveSettings(config)
  const guards = createWriteGuards({ folder: dataDir, place, thresholds, logger, supervised })
  const stored = { ...observed, ...guards, slowQueryMs, config: config.current }
  const { store, ...opened } = await openStore(place, stored)
  const shareListener = createShareListener({
    ...observed,
    config,
    store,
    supervised,
    health: () => health,
  })
  const { auditHeadFile } = place
  const audit = new LibraryAudit({ store, headFile: auditHeadFile, logger, metrics })
  const parts = { service, config, store, shareListener, audit }
  const health: Health = createWebHealth({ ...observed, ...opened, ...parts, ...guards })
  const library = openLibrary({ ...opened, store, shareListener, auditHeadFile, logger })
  const logins = await openLogins({ config: config.current, store, tokens: library, logger, print })
  const app = await createApp({
    ...observed,
    health,
    library,
    logins,
    trustedProxies: config.current.auth.trustedProxies,
    config: () => config.current,
    instanceKey: instanceKey(),
    storeLoad: () => store.load(),
    ...guards.shown,
    ...limits,
  })
  app.onDrain(() => shareListener?.close())
  let background: BackgroundWork | undefined
  await guards.disk.start()
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
    ...guards.told,
    drainTimeoutMs: () => config.current.operations.gracefulShutdownTimeoutMs,
    close: async () => {
      await shareListener?.close()
      await background?.stop()
      guards.disk.stop()
      await library.close()
      await store.close()
      await tracing?.close()
    },
  })
  await setTimeout(firstAnswersMs)
  background = await startBackgroundWork({ ...guards, store, place, dataDir, supervised, logger })
  if (shareListener !== undefined) await openEarlierLinks({ store, library }, logger)
}

/** What faults tests ask for hold from here on. */
async function readLiveConfig(): Promise<LiveConfig> {
  const config = new LiveConfig(loadConfig({ evidence: gatherEvidence() }))
  await armAskedFailpoints(config.current, service)
  return config
}

/** For what is told once, and stands in no log. */
const print = (text: string) => void process.stderr.write(text)

/** With a supervisor it is the one who exchanges libraries. */
async function prepareFolder(dataDir: string, supervised: boolean): Promise<void> {
  preparePrivateFolder(dataDir)
  if (!supervised) await finishSwap(dataDir)
}

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
  if (!supervised) measureDisk(metrics, config.current.dataDir)
  return { logger, metrics, tracing }
}

interface LibraryParts extends OpenedStore {
  readonly shareListener: ReturnType<typeof createShareListener>
  readonly auditHeadFile: string
  readonly logger: Logger
}

function openLibrary({ shareListener, logger, ...parts }: LibraryParts): Library {
  return createLibrary({
    ...parts,
    shareSecret: instanceKey(),
    ...(shareListener && { openShares: () => shareListener.open() }),
    onUsesLost: (err) => logger.warn({ event: 'library.uses_lost', err }, 'uses were not noted'),
  })
}

function openEarlierLinks(
  parts: Parameters<typeof openWhenShared>[0],
  logger: Logger,
): Promise<void> {
  return openWhenShared(parts).catch((err) =>
    logger.warn({ event: 'share.not_followed', err }, 'links of before may not open'),
  )
}

/** What goes on beside the answers. */
interface BackgroundWork {
  stop(): Promise<void>
}

interface BackgroundParts {
  readonly store: PromptStore
  readonly place: ReturnType<typeof libraryPlaceOf>
  readonly dataDir: string
  readonly damage: Damage
  readonly supervised: boolean
  readonly logger: Logger
}

/** With a supervisor it is the one who has the library looked at; PostgreSQL looks after itself. */
async function startBackgroundWork(parts: BackgroundParts): Promise<BackgroundWork> {
  const { store, place, dataDir: folder, supervised, logger } = parts
  const purge = purgeTrash(store, logger)
  const isOurs = !supervised && place.system === 'sqlite'
  const checks = isOurs ? await startWholeChecks({ ...parts, ...place, folder }) : undefined
  return {
    async stop() {
      await purge.stop()
      await checks?.stop()
    },
  }
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
