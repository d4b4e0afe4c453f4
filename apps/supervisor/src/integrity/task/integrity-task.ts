import type { Recovery } from '@promptbin/backup/salvage'
import type { LibraryPlace } from '@promptbin/config'
import type { IntegrityReport } from '@promptbin/prompt-store/integrity'
import type { Asker } from '@promptbin/security'

/** A library of which all is to be looked at, while it is used. */
export interface CheckTask {
  readonly job: 'check-library'
  readonly data: string
  readonly place: LibraryPlace
}

/** A damaged library that is to be made anew; unless it is a trial nobody may have it open. */
export interface RecoverTask {
  readonly job: 'recover-library'
  readonly data: string
  /** The file with the key for encrypted backups. */
  readonly identityFile?: string | undefined
  readonly isTrial: boolean
  readonly asker?: Asker | undefined
}

/** What is done about the soundness of the library in a process of its own. */
export type IntegrityTask = CheckTask | RecoverTask

/** What comes of each. */
export interface IntegrityOutcomes {
  readonly 'check-library': IntegrityReport
  readonly 'recover-library': Recovery
}
