import { setPriority } from 'node:os'
import { type CheckLibraryOptions, checkLibrary } from '@promptbin/prompt-store/integrity'

// A process of its own, which ends with its task: to look at a large library takes a core for seconds.
// Whoever answers requests goes first.
setPriority(10)

// It must not outlive who has asked.
process.once('disconnect', () => process.exit(1))

process.once('message', async (options) => {
  const report = await checkLibrary(options as CheckLibraryOptions)
  process.send?.(report, () => process.exit(0))
})
