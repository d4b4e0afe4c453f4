import { makeBackup, openSecondPlace, readIdentity, verifyBackup } from '@promptbin/backup'
import { PromptBinError } from '@promptbin/errors'
import { taskFailed } from '../errors.ts'
import type { BackupTask, TaskMessage, TaskOutcomes } from './task.ts'

/** Does what is asked, and says in a message what came of it. Never rejects. */
export async function performTask(
  task: BackupTask,
  onProgress: (copied: number, total: number) => void,
): Promise<TaskMessage> {
  try {
    return { type: 'done', outcome: await perform(task, onProgress) }
  } catch (error) {
    return describe(error)
  }
}

async function perform(
  task: BackupTask,
  onProgress: (copied: number, total: number) => void,
): Promise<TaskOutcomes[keyof TaskOutcomes]> {
  if (task.job === 'create') return makeBackup({ ...task, onProgress })
  if (task.job === 'list') return (await openSecondPlace(task.secondPlace)).list()
  if (task.job === 'check-library' || task.job === 'recover-library') {
    const { performIntegrityTask } = await import('../../integrity/task/perform-integrity-task.ts')
    return performIntegrityTask(task)
  }
  if (task.job !== 'verify') {
    // It loads the store.
    const { performRestoreTask } = await import('../restore/task/perform-restore-task.ts')
    return performRestoreTask(task)
  }
  const { folder, id, identityFile } = task
  const identity = identityFile === undefined ? undefined : await readIdentity(identityFile)
  return verifyBackup(folder, id, identity === undefined ? {} : { identity })
}

/** What of an error goes through the channel; its cause stays behind. */
function describe(error: unknown): TaskMessage {
  const told = error instanceof PromptBinError ? error : taskFailed(String(error))
  const { code, status, class: kind, message: detail, hint, retry, fields: errors } = told
  return { type: 'failed', status, problem: { code, class: kind, detail, hint, retry, errors } }
}
