import { statfs } from 'node:fs/promises'
import type { HealthCheck } from '@promptbin/health'
import type { PromptStore } from '@promptbin/prompt-store'
import type { ShareListener } from './sharing/share-listener.ts'

/** Below this much free space a save may soon fail, so someone should make room now. */
const scarceBytes = 1024 ** 3

/** Below this much free space the store may not even be able to tidy up its log. */
const exhaustedBytes = 64 * 1024 ** 2

async function freeSpace(directory: string) {
  const { bavail, bsize } = await statfs(directory)
  const free = bavail * bsize
  const observed = { observedValue: free, observedUnit: 'bytes' }
  if (free >= scarceBytes) return { ...observed, status: 'pass' as const }
  const output = 'The disk of the data folder is nearly full.'
  return {
    ...observed,
    status: free < exhaustedBytes ? ('fail' as const) : ('warn' as const),
    output,
  }
}

/**
 * What prompt-web depends on: that prompts can be read and saved, that there is room to, and that
 * links open which were given out.
 * A full disk is no reason to stop reading, so only reading is critical.
 */
export function createHealthChecks(options: {
  readonly store: PromptStore
  readonly dataDir: string
  /** None where sharing is turned off. */
  readonly shareListener?: Pick<ShareListener, 'check'> | undefined
}): readonly HealthCheck[] {
  const { store, dataDir, shareListener } = options
  const shares: HealthCheck[] =
    shareListener === undefined
      ? []
      : [{ name: 'share:listener', critical: false, run: async () => shareListener.check() }]
  return [
    {
      name: 'store:prompts',
      critical: true,
      run: async () => ({ observedValue: (await store.stats()).prompts, observedUnit: 'prompts' }),
    },
    {
      name: 'store:writable',
      critical: false,
      run: async () => {
        await store.probe()
        return {}
      },
    },
    { name: 'disk:free', critical: false, run: () => freeSpace(dataDir) },
    ...shares,
  ]
}
