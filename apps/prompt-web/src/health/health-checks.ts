import { createDiskChecks, type DiskThresholds, type HealthCheck } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'
import { createAuditCheck } from '../audit/audit-check.ts'
import type { LibraryAudit } from '../audit/library-audit.ts'
import type { ShareListener } from '../sharing/share-listener.ts'
import type { Damage } from '../store/damage.ts'
import { createIntegrityCheck } from '../store/integrity-check.ts'
import { createQueueCheck } from './queue-check.ts'
import { searchesTheIndex } from './search-check.ts'

/** What the checks of prompt-web look at. */
export interface HealthChecksOptions {
  readonly store: PromptStore
  readonly dataDir: string
  readonly diskThresholds: DiskThresholds
  /** Whether changes are refused just now for want of room. */
  readonly isReadOnly?: () => boolean
  /** Whether the library is on that disk; it is unless told. */
  readonly holdsLibrary?: boolean
  /** None where sharing is turned off. */
  readonly shareListener?: Pick<ShareListener, 'check'> | undefined
  /** What looks after the audit trail; nobody unless told. */
  readonly audit?: Pick<LibraryAudit, 'look' | 'verdict'> | undefined
  /** What is known of damage; nothing unless told. */
  readonly damage?: Pick<Damage, 'reason'> | undefined
}

/**
 * What prompt-web depends on: that prompts can be read, saved and found, that nobody waits for that,
 * that there is room, and that links open which were given out. Whoever cannot save still reads, so
 * only reading is critical.
 */
export function createHealthChecks(options: HealthChecksOptions): readonly HealthCheck[] {
  const { store, dataDir, diskThresholds, isReadOnly, holdsLibrary, shareListener, audit, damage } =
    options
  const shares: HealthCheck = {
    name: 'share:listener',
    severity: 'minor',
    componentType: 'component',
    run: async () => shareListener?.check() ?? {},
  }
  return [
    {
      name: 'store:read',
      severity: 'critical',
      componentType: 'datastore',
      run: async () => ({ observedValue: (await store.stats()).prompts, observedUnit: 'prompts' }),
    },
    {
      name: 'store:write',
      severity: 'major',
      componentType: 'datastore',
      run: async () => {
        const startedMs = performance.now()
        await store.probe()
        return { observedValue: Math.round(performance.now() - startedMs), observedUnit: 'ms' }
      },
    },
    {
      name: 'search:index',
      severity: 'major',
      componentType: 'datastore',
      run: () => searchesTheIndex(store),
    },
    {
      name: 'store:queue',
      severity: 'major',
      componentType: 'datastore',
      run: createQueueCheck(store),
    },
    ...createDiskChecks({
      folder: dataDir,
      thresholds: diskThresholds,
      ...(isReadOnly && { isReadOnly }),
      ...(holdsLibrary !== undefined && { holdsLibrary }),
    }),
    ...(shareListener === undefined ? [] : [shares]),
    ...(audit === undefined ? [] : [createAuditCheck(audit)]),
    ...(damage === undefined ? [] : [createIntegrityCheck(damage, holdsLibrary)]),
  ]
}
