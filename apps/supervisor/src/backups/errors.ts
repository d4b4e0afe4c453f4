import { defineError } from '@promptbin/errors'

/** Values: how it ended. */
export const taskFailed = defineError({
  code: 'PB_BACKUP_TASK_FAILED',
  status: 500,
  class: 'internal',
  severity: 'error',
  message: 'The process that works on backups has ended before it was done (%s).',
  hint: 'The backups that there are stay as they are. Try again.',
  operatorHint: 'Look whether the machine was short of memory when it ended.',
})

/** PromptBin is ending. */
export const backupsClosed = defineError({
  code: 'PB_BACKUP_CLOSED',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'PromptBin is ending, and makes no backup any more.',
  hint: 'Try again when it has started again, or use "promptbin backup create" meanwhile.',
  operatorHint: 'Nothing: the next backup is made after the next start.',
})
