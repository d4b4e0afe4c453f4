import type { CheckResult, HealthCheck } from '../health-check.ts'
import { type DiskSpace, readDiskSpace } from './disk-space.ts'
import { type DiskLevel, type DiskThresholds, judgeDisk } from './judge-disk.ts'

export interface DiskChecksOptions {
  /** A folder on the disk. */
  readonly folder: string
  /** Read at each look. */
  readonly thresholds: DiskThresholds
  /** Whether changes are refused just now, which lasts until there is room to spare. */
  readonly isReadOnly?: () => boolean
  /** Whether the library is on it, so that saving depends on its room; it is unless told. */
  readonly holdsLibrary?: boolean
  /** Looks at the disk; asks the system unless told. */
  readonly read?: (folder: string) => Promise<DiskSpace>
}

const none = [0, 'bytes'] as const

/**
 * `disk:bytes` and `disk:inodes`: how much of the disk is in use, in percent. A full disk is no
 * reason to stop reading, so neither is critical.
 */
export function createDiskChecks(options: DiskChecksOptions): readonly HealthCheck[] {
  const { thresholds, isReadOnly = () => false, holdsLibrary = true } = options
  const describe = (level: DiskLevel, used: number, left: string) =>
    describeDisk(level, used, { left, holdsLibrary })
  const bytes = createJudge(
    options,
    (space) => ({ ...space, totalInodes: 0 }),
    () => thresholds,
  )
  const inodes = createJudge(
    options,
    (space) => space,
    () => ({ ...thresholds, diskWarn: none, diskCritical: none }),
  )
  const common = { severity: 'major', componentType: 'system' } as const
  return [
    {
      name: 'disk:bytes',
      ...common,
      run: async () => {
        const { level, space } = await bytes()
        const used = 1 - space.freeBytes / space.totalBytes
        const left = `${Math.round(space.freeBytes / 1e6)} MB are left on the disk of the data folder`
        return describe(isReadOnly() ? 'critical' : level, used, left)
      },
    },
    {
      name: 'disk:inodes',
      ...common,
      run: async () => {
        const { level, space } = await inodes()
        const { freeInodes, totalInodes } = space
        // Some file systems make them as they are needed.
        if (totalInodes === 0) return { observedValue: 'not limited' }
        const left = `${freeInodes} files can still be made on the disk of the data folder`
        return describe(level, 1 - freeInodes / totalInodes, left)
      },
    },
  ]
}

/** Remembers the level, which is left only with a margin. */
function createJudge(
  { folder, read = readDiskSpace }: DiskChecksOptions,
  view: (space: DiskSpace) => DiskSpace,
  thresholds: () => DiskThresholds,
) {
  let last: DiskLevel = 'ample'
  return async () => {
    const space = await read(folder)
    last = judgeDisk(view(space), thresholds(), { last }).level
    return { level: last, space }
  }
}

function describeDisk(
  level: DiskLevel,
  used: number,
  { left, holdsLibrary }: { readonly left: string; readonly holdsLibrary: boolean },
): CheckResult {
  const observed = { observedValue: Math.round(used * 1000) / 10, observedUnit: 'percent' }
  if (level === 'ample') return observed
  if (level === 'scarce') return { status: 'warn', ...observed, output: `Only ${left}.` }
  const effect = holdsLibrary
    ? 'Nothing is saved until there is room'
    : 'Prompts are saved elsewhere, but logs and backups need room'
  return { status: 'fail', ...observed, output: `${effect}: only ${left}.` }
}
