import {
  type CheckResult,
  type DiskLevel,
  type DiskThresholds,
  type HealthCheck,
  judgeDisk,
  readDiskSpace,
} from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'
import type { ShareListener } from './sharing/share-listener.ts'

const words = {
  ample: { status: 'pass' },
  scarce: { status: 'warn', output: 'The disk of the data folder is nearly full.' },
  critical: {
    status: 'fail',
    output: 'The disk of the data folder is so full that nothing is saved.',
  },
} as const satisfies Record<DiskLevel, CheckResult>

async function freeSpace(directory: string, thresholds: DiskThresholds): Promise<CheckResult> {
  const space = await readDiskSpace(directory)
  const { level, resource, free } = judgeDisk(space, thresholds, { last: 'ample' })
  return { observedValue: free, observedUnit: resource, ...words[level] }
}

/**
 * What prompt-web depends on: that prompts can be read and saved, that there is room to, and that
 * links open which were given out.
 * A full disk is no reason to stop reading, so only reading is critical.
 */
export function createHealthChecks(options: {
  readonly store: PromptStore
  readonly dataDir: string
  readonly diskThresholds: DiskThresholds
  /** None where sharing is turned off. */
  readonly shareListener?: Pick<ShareListener, 'check'> | undefined
}): readonly HealthCheck[] {
  const { store, dataDir, diskThresholds, shareListener } = options
  const shares: HealthCheck[] =
    shareListener === undefined
      ? []
      : [
          {
            name: 'share:listener',
            severity: 'minor',
            componentType: 'component',
            run: async () => shareListener.check(),
          },
        ]
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
        await store.probe()
        return {}
      },
    },
    {
      name: 'disk:free',
      severity: 'major',
      componentType: 'system',
      run: () => freeSpace(dataDir, diskThresholds),
    },
    ...shares,
  ]
}
