import { libraryPlaceOf, version } from '@promptbin/config'
import { createHealth, type Health } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'
import { createTracesCheck, type LiveConfig, liveThresholds } from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import type { LibraryAudit } from '../audit/library-audit.ts'
import type { DiskGuard } from '../disk/disk-guard.ts'
import type { ShareListener } from '../sharing/share-listener.ts'
import type { Damage } from '../store/damage.ts'
import { createStoreBreakerCheck, type StoreBreaker } from '../store/store-breaker.ts'
import { createHealthChecks } from './health-checks.ts'
import { namingDatabase } from './naming-database.ts'

/** What the breaker before the database decides. */
const storeChecks = ['store:breaker', 'store:read', 'store:write', 'search:index']

/** The health of prompt-web as it is configured; its checks do not run yet. */
export function createWebHealth(options: {
  readonly service: string
  readonly config: LiveConfig
  readonly store: PromptStore
  readonly disk: Pick<DiskGuard, 'isReadOnly'>
  readonly shareListener: Pick<ShareListener, 'check'> | undefined
  readonly audit: LibraryAudit
  readonly damage: Pick<Damage, 'reason'>
  /** What keeps requests from the server of the library; none where that is in a file. */
  readonly breaker?: StoreBreaker
  /** Undefined unless something is traced. */
  readonly tracing: Pick<Tracing, 'breaker'> | undefined
}): Health {
  const { service, config, store, disk, shareListener, audit, damage } = options
  const { breaker, tracing } = options
  const { dataDir, monitoring } = config.current
  const place = libraryPlaceOf(config.current)
  const checks = createHealthChecks({
    store,
    dataDir,
    diskThresholds: liveThresholds(config),
    isReadOnly: () => disk.isReadOnly,
    holdsLibrary: place.system === 'sqlite',
    shareListener,
    audit,
    damage,
  })
  const named = checks.map((check) =>
    check.componentType === 'datastore' ? namingDatabase(check, place) : check,
  )
  const health = createHealth({
    service,
    version,
    checks: [
      ...named,
      ...(breaker ? [createStoreBreakerCheck(breaker)] : []),
      ...(tracing ? [createTracesCheck(tracing)] : []),
    ],
    intervalMs: monitoring.healthCheckIntervalMs,
  })
  // Whoever sends us work is told at once, also that the server is back.
  breaker?.onChange(() => void health.recheck(storeChecks))
  return health
}
