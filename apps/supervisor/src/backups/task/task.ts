import type {
  BackupEntry,
  MadeBackup,
  MakeBackupOptions,
  SecondPlaceSettings,
  Verdict,
} from '@promptbin/backup'
import type { IntegrityOutcomes, IntegrityTask } from '../../integrity/task/integrity-task.ts'
import type { RestoreOutcomes, RestoreTask } from '../restore/task/restore-task.ts'

/** A backup that is to be made. */
export interface CreateTask extends Omit<MakeBackupOptions, 'onProgress' | 'now'> {
  readonly job: 'create'
}

/** A backup of which all is to be read. */
export interface VerifyTask {
  readonly job: 'verify'
  /** That of the backups. */
  readonly folder: string
  readonly id: string
  /** The file with the key for encrypted ones. */
  readonly identityFile?: string | undefined
}

/** What there is in the second place. */
export interface ListTask {
  readonly job: 'list'
  readonly secondPlace: SecondPlaceSettings
}

/** What is done about backups in a process of its own. */
export type BackupTask = (CreateTask | VerifyTask | ListTask | RestoreTask | IntegrityTask) & {
  /** See libs/failpoints. */
  readonly failpoints?: string | undefined
}

/** What comes of each. */
export interface TaskOutcomes extends RestoreOutcomes, IntegrityOutcomes {
  readonly create: MadeBackup
  readonly verify: Verdict
  readonly list: readonly BackupEntry[]
}

/** What the process tells of it. */
export type TaskMessage =
  | { readonly type: 'progress'; readonly copied: number; readonly total: number }
  | { readonly type: 'done'; readonly outcome: TaskOutcomes[keyof TaskOutcomes] }
  /** With a problem as HTTP has it (RFC 9457). */
  | { readonly type: 'failed'; readonly status: number; readonly problem: object }
