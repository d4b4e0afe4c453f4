import type { Asker, AuditOutcome } from '@promptbin/security'
import type { JobEvent, JobOrigin } from './threads/job.ts'
import type { QueueLimits } from './threads/job-queue.ts'

/** What any store may be told, whatever database it is in. */
export interface StoreOptions {
  /** At most so many threads read, 2 unless told, while there is so much to do. One more writes. */
  readonly readers?: number
  /** Called for every job a thread has done, on the thread that made the store. */
  readonly onQuery?: (event: JobEvent) => void
  /** Says for which request the store is being asked, to be passed on to `onQuery`. */
  readonly origin?: () => JobOrigin | undefined
  /** Says who is asking, for the audit trail; the library itself where nobody is. */
  readonly asker?: () => Asker | undefined
  /** Told of the records of the audit trail that a change has written. */
  readonly onAudit?: (outcomes: readonly AuditOutcome[]) => void
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** How much may wait to be read; a page is not worth waiting for much longer. */
  readonly readQueue?: QueueLimits
  /** How much may wait to be written: a burst of saves on a slow disk. */
  readonly writeQueue?: QueueLimits
  /** The module of the threads, for whoever has it as one file elsewhere than beside this one. */
  readonly worker?: URL
}
