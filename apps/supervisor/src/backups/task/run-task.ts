import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { receivedError } from '@promptbin/errors'
import { taskFailed } from '../errors.ts'
import type { BackupTask, TaskMessage, TaskOutcomes } from './task.ts'

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './main.ts' : './backup-task.js'

/** Far more than the largest library needs. */
const timeoutMs = 60 * 60 * 1_000

/** What goes on while a task is done. */
export interface TaskWatch {
  readonly onProgress?: ((copied: number, total: number) => void) | undefined
  /** Ends the process. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Has a process of its own do something about backups. Gets none of our environment, as nothing in
 * it is meant for it. Rejects with what the task fails with, and with `PB_BACKUP_TASK_FAILED` when
 * the process ends without a word.
 */
export async function runTask<Task extends BackupTask>(
  task: Task,
  { onProgress, signal }: TaskWatch = {},
): Promise<TaskOutcomes[Task['job']]> {
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), [], {
    env: {},
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    ...(signal && { signal }),
  })
  const { promise, resolve, reject } = Promise.withResolvers<TaskOutcomes[Task['job']]>()
  child.on('message', (message: TaskMessage) => {
    if (message.type === 'progress') onProgress?.(message.copied, message.total)
    else if (message.type === 'failed') reject(receivedError(message.status, message.problem))
    else resolve(message.outcome as TaskOutcomes[Task['job']])
  })
  child.once('error', (cause) => reject(taskFailed.with({ cause }, cause.message)))
  child.once('exit', (code, killer) =>
    reject(taskFailed(killer === null ? `exit code ${code}` : killer)),
  )
  child.send(task, () => {})
  return promise
}
