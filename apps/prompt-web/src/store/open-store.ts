import type { Config, LibraryPlace } from '@promptbin/config'
import { currentRequest, type Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import { currentAsker, type Live } from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import { countAudit } from '../audit/audit-metrics.ts'
import type { DiskGuard } from '../disk/disk-guard.ts'
import { guardStore } from '../disk/guarded-store.ts'
import type { WatchWrites } from '../library/change-feed.ts'
import type { MaintenanceMode } from '../maintenance/maintenance-mode.ts'
import { measureStore } from '../metrics/store-metrics.ts'
import { createQueryObserver } from '../query-observer.ts'
import type { Damage } from './damage.ts'
import { openSqlite } from './open-sqlite.ts'
import type { StoreBreaker } from './store-breaker.ts'

/** What is told of the store, and what it goes by. */
export interface StoreParts {
  /** Where a backup goes before the schema of the library changes. */
  readonly config: Pick<Config, 'dataDir' | 'backup'>
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing | undefined
  readonly disk: Pick<DiskGuard, 'isReadOnly'>
  readonly maintenance: Pick<MaintenanceMode, 'reason'>
  readonly damage: Damage
  readonly slowQueryMs: Live<number>
}

/** What every store is told, whatever keeps the library. */
export type CommonStoreOptions = ReturnType<typeof commonOptions>

/** The library that is kept somewhere. */
export interface OpenedStore {
  readonly store: PromptStore
  /** Tells when another process may have changed it. */
  readonly watchWrites: WatchWrites
  /** What keeps requests from its server; a library in a file has none. */
  readonly breaker?: StoreBreaker
}

/**
 * Opens the library as prompt-web uses it: changes are refused while the disk that it is on has no room,
 * in maintenance and when it is damaged, which is then only read. Rejects with what
 * `createSqliteStore` or `createPostgresStore` do, when it cannot be read either.
 */
export async function openStore(place: LibraryPlace, parts: StoreParts): Promise<OpenedStore> {
  const { disk, maintenance, damage, metrics } = parts
  const { store, ...others } = await openAt(place, parts)
  measureStore({ metrics, store, place })
  const guarded = guardStore(
    store,
    () => disk.isReadOnly,
    () => maintenance.reason,
    () => damage.reason !== null,
  )
  return { ...others, store: guarded }
}

async function openAt(place: LibraryPlace, parts: StoreParts): Promise<OpenedStore> {
  const options = commonOptions(place, parts)
  if (place.system === 'sqlite') return openSqlite(place, options, parts)
  // Its driver is much code, which few need.
  const { openPostgres } = await import('./open-postgres.ts')
  return openPostgres(place, options, parts)
}

function commonOptions({ system }: LibraryPlace, parts: StoreParts) {
  return {
    onQuery: createQueryObserver({ ...parts, system }),
    origin: currentRequest,
    asker: currentAsker,
    onAudit: countAudit(parts.metrics),
  }
}
