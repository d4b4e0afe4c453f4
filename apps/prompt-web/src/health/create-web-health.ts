import { libraryPlaceOf, version } from '@promptbin/config'
import { createHealth, type Health } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'
import { type LiveConfig, liveThresholds } from '@promptbin/service'
import type { LibraryAudit } from '../audit/library-audit.ts'
import type { DiskGuard } from '../disk/disk-guard.ts'
import type { ShareListener } from '../sharing/share-listener.ts'
import type { Damage } from '../store/damage.ts'
import { createHealthChecks } from './health-checks.ts'
import { namingDatabase } from './naming-database.ts'

/** The health of prompt-web as it is configured; its checks do not run yet. */
export function createWebHealth(options: {
  readonly service: string
  readonly config: LiveConfig
  readonly store: PromptStore
  readonly disk: Pick<DiskGuard, 'isReadOnly'>
  readonly shareListener: Pick<ShareListener, 'check'> | undefined
  readonly audit: LibraryAudit
  readonly damage: Pick<Damage, 'reason'>
}): Health {
  const { service, config, store, disk, shareListener, audit, damage } = options
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
  return createHealth({
    service,
    version,
    checks: named,
    intervalMs: monitoring.healthCheckIntervalMs,
  })
}
