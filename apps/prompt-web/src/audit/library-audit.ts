import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { PromptStore } from '@promptbin/prompt-store'
import { type AuditHead, type AuditVerdict, ChainCheck, ChainWatch } from '@promptbin/security'
import { measureChain } from './audit-metrics.ts'
import { readHead, writeHead } from './head-file.ts'

export interface LibraryAuditOptions {
  readonly store: Pick<PromptStore, 'auditLines' | 'noteExpiries'>
  /** Where the head is noted outside of the library. */
  readonly headFile: string
  readonly logger: Pick<Logger, 'info' | 'warn'>
  readonly metrics: Pick<Metrics, 'gauge'>
  /** Monotonic, in ms. */
  readonly now?: () => number
}

/** So many records are verified between two requests: a millisecond or two. */
const sliceRecords = 100

/** Looks at the whole audit trail of a library; without a head file an end that was cut is not found. */
export async function verifyLibraryAudit(
  store: Pick<PromptStore, 'auditLines'>,
  headFile: string | undefined,
): Promise<AuditVerdict> {
  const anchor = headFile === undefined ? null : await readHead(headFile)
  const check = new ChainCheck({ anchor })
  for (let after = 0; ; ) {
    const { lines, next, isLast } = await readSlice(store, after)
    const isInOrder = lines.every((line) => check.take(line))
    if (isLast || !isInOrder) return check.end()
    after = next
  }
}

/** Numbers have no gap in a chain that is in order, and of another nobody reads on. */
async function readSlice(store: Pick<PromptStore, 'auditLines'>, after: number) {
  const lines = await store.auditLines(after, sliceRecords)
  return { lines, next: after + lines.length, isLast: lines.length < sliceRecords }
}

/** So often the log is told how far the trail goes, which is a copy that stands elsewhere. */
const hourMs = 60 * 60 * 1_000

/** What looks after the audit trail of the library: that it is as it was written. */
export class LibraryAudit {
  readonly #options: LibraryAuditOptions
  readonly #watch: ChainWatch<number>
  readonly #now: () => number
  #anchor: AuditHead | null = null
  #toldAtMs = Number.NEGATIVE_INFINITY

  constructor(options: LibraryAuditOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
    this.#watch = new ChainWatch<number>({
      read: (after = 0) => readSlice(options.store, after),
      anchor: () => this.#anchor,
      onVerified: (head) => {
        this.#anchor = head
      },
      now: this.#now,
    })
    measureChain(options.metrics, () => this.verdict)
  }

  /** What is known last; undefined until the first look has come to its end. */
  get verdict(): AuditVerdict | undefined {
    return this.#watch.verdict
  }

  /**
   * Looks at what is new, at everything at first and once a day, and notes the end outside of the
   * library when all before it is in order.
   */
  async look(): Promise<void> {
    const { headFile } = this.#options
    const noted = await readHead(headFile)
    // Another process of prompt-web may have come further.
    if (noted !== null && noted.seq > (this.#anchor?.seq ?? 0)) this.#anchor = noted
    const isDue = this.#now() - this.#toldAtMs >= hourMs
    if (isDue) await this.#noteExpiries()
    await this.#watch.look()
    const head = this.verdict?.valid ? this.verdict.head : undefined
    if (head !== undefined && head.seq > (noted?.seq ?? 0)) await writeHead(headFile, head)
    if (isDue) this.#tell()
  }

  async #noteExpiries(): Promise<void> {
    try {
      await this.#options.store.noteExpiries()
    } catch (err) {
      const fields = { event: 'audit.expiries_late', err }
      this.#options.logger.warn(fields, 'links and tokens that have ended are not written down yet')
    }
  }

  #tell(): void {
    const { verdict } = this
    if (verdict === undefined) return
    this.#toldAtMs = this.#now()
    const { seq, hash } = verdict.head
    const fields = { event: 'audit.head', audit_seq: seq, hash }
    this.#options.logger.info(fields, 'the audit trail of the library goes to this record')
  }
}
