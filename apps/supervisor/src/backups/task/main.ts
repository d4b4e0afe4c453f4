import { setPriority } from 'node:os'
import { armFailpoints } from '@promptbin/failpoints'
import { performTask } from './perform-task.ts'
import type { BackupTask, TaskMessage } from './task.ts'

// A process of its own, which ends with its task: copying and checking a library takes time and memory
// that the supervisor does not have. Whoever answers requests goes first.
setPriority(10)

// It must not outlive who has asked.
process.once('disconnect', () => process.exit(1))

const tell = (message: TaskMessage) => process.send?.(message)

process.once('message', async (message) => {
  const { failpoints, ...task } = message as BackupTask
  if (failpoints !== undefined) await armFailpoints({ text: failpoints, process: 'backup' })
  const last = await performTask(task, (copied, total) => tell({ type: 'progress', copied, total }))
  process.send?.(last, () => process.exit(0))
})
