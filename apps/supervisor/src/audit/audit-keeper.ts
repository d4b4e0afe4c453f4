import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import {
  type AuditEntry,
  type AuditHead,
  type AuditLog,
  type AuditOutcome,
  type AuditPage,
  type AuditQuery,
  type AuditRecord,
  type AuditVerdict,
  auditOutcomes,
  ChainWatch,
  chainStart,
} from '@promptbin/security'
import { acquireInstanceLock, type InstanceLock } from '../instance/instance-lock.ts'
import type { StateFile } from '../state/state-file.ts'
import { auditUnavailable } from './errors.ts'
import { ChainFile } from './files/chain-file.ts'
import { type FilePosition, readSlice } from './files/read-slice.ts'

export interface AuditKeeperOptions {
  /** Made if it is missing, for its owner only. */
  readonly folder: string
  /** Where the head is noted outside of the chain; null before the first record. */
  readonly anchor: StateFile<AuditHead | null>
  readonly log: { warn(fields: object, message: string): void }
  /** The size at which a file is full and the chain goes on in the next. */
  readonly maxBytes?: number
}

const defaultMaxBytes = 8 * 2 ** 20

/**
 * The audit trail of an instance: one chain over files of which none is ever deleted. A record is on
 * the disk before `append` settles, and one process writes at a time. What a crash has torn is cut
 * off at the next start, which is a record itself. Whatever else is found wrong stays as it is, so
 * that it is found again, and the chain goes on behind it.
 */
export class AuditKeeper implements AuditLog {
  /** Looks at what was appended, and once a day at everything. */
  readonly watch: ChainWatch<FilePosition>
  readonly #options: AuditKeeperOptions
  readonly #counts = new Map<AuditOutcome, number>(auditOutcomes.map((outcome) => [outcome, 0]))
  #lock: InstanceLock | undefined
  #file: ChainFile | undefined
  /** Whether what was noted of the chain elsewhere is known to be in it. */
  #isAnchored = false
  #problem: string | null = null
  #last: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(options: AuditKeeperOptions) {
    this.#options = options
    const { folder, anchor } = options
    this.watch = new ChainWatch<FilePosition>({
      read: (after) => readSlice(folder, after),
      anchor: () => anchor.value,
      onVerified: (head) => {
        this.#isAnchored = true
        this.#note(head)
      },
      now: () => performance.now(),
    })
  }

  /** How many records of each outcome were written since the start. */
  get counts(): ReadonlyMap<AuditOutcome, number> {
    return this.#counts
  }

  /** Why nothing can be written down; null while it can. */
  get problem(): string | null {
    return this.#problem
  }

  /** Opens the trail. What is wrong is told of, and tried again with every record. Never rejects. */
  async open(): Promise<void> {
    await this.#inTurn(() => this.#ready()).catch(() => {})
  }

  append(entry: AuditEntry): Promise<AuditRecord> {
    return this.#inTurn(() => this.#write(entry))
  }

  async list(query: AuditQuery): Promise<AuditPage> {
    await this.#settled()
    const { readBack } = await import('./files/read-back.ts')
    return readBack(this.#options.folder, query)
  }

  async verify(): Promise<AuditVerdict> {
    await this.#settled()
    const { verifyFiles } = await import('./files/verify-files.ts')
    return verifyFiles(this.#options.folder, this.#options.anchor.value)
  }

  async head(): Promise<AuditHead> {
    await this.#settled()
    return this.#file?.head ?? this.#options.anchor.value ?? chainStart
  }

  /** Settles when everything is written and the files are closed; refuses what comes. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#settled()
    await this.#giveUp()
    await this.#options.anchor.flush()
    this.#lock?.release()
    this.#lock = undefined
  }

  async #settled(): Promise<void> {
    await this.#last.catch(() => {})
  }

  /** One record after the other. Whatever fails is `PB_AUDIT_UNAVAILABLE`. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last
      .catch(() => {})
      .then(async () => {
        try {
          const result = await work()
          this.#problem = null
          return result
        } catch (cause) {
          throw this.#failed(cause)
        }
      })
    this.#last = done
    return done
  }

  #failed(cause: unknown): PromptBinError {
    const { folder, log } = this.#options
    const why =
      cause instanceof PromptBinError
        ? cause.message
        : ((cause as NodeJS.ErrnoException).code ?? String(cause))
    // Once until it works again: a full disk must not fill the log as well.
    if (this.#problem === null) {
      const fields = { event: 'audit.unavailable', folder, err: cause }
      log.warn(fields, 'the audit trail cannot be written, so acts of administration are refused')
    }
    this.#problem = why
    return auditUnavailable.with({ cause }, why)
  }

  async #write(entry: AuditEntry): Promise<AuditRecord> {
    const file = await this.#ready()
    try {
      const record = await file.append(entry)
      this.#counts.set(record.outcome, (this.#counts.get(record.outcome) ?? 0) + 1)
      this.#note(file.head)
      return record
    } catch (error) {
      // The next record opens the file anew and sees what is really there.
      await this.#giveUp()
      throw error
    }
  }

  async #ready(): Promise<ChainFile> {
    if (this.#isClosed) throw auditUnavailable('PromptBin is ending')
    if (this.#file) return this.#file
    const { folder, anchor, maxBytes = defaultMaxBytes } = this.#options
    preparePrivateFolder(folder)
    this.#lock ??= acquireInstanceLock(join(folder, 'lock'))
    if (this.#lock === undefined) throw auditUnavailable('another process writes it')
    this.#file = await ChainFile.open({ folder, anchor: anchor.value, maxBytes })
    this.#isAnchored = this.#file.isAnchored
    return this.#file
  }

  async #giveUp(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close().catch(() => {})
  }

  /** An anchor that is not in the chain is what shows that the chain is wrong: it stays. */
  #note(head: AuditHead): void {
    const { anchor } = this.#options
    if (this.#isAnchored && head.seq > (anchor.value?.seq ?? 0)) anchor.write(head)
  }
}
