import { type AuditHead, type AuditRecord, chainStart } from './audit-record.ts'
import { isWhole, parseRecord } from './seal-record.ts'

/** What is wrong with a chain. */
export type AuditFaultKind =
  /** What stands there is no record, or not as records are written. */
  | 'unreadable'
  /** Its content is not what its hash was made of. */
  | 'altered'
  /** A later record stands in its place: it was dropped, or swapped with that one. */
  | 'missing'
  /** An earlier record stands there once more, or one was inserted before it. */
  | 'misplaced'
  /** It is whole and does not follow the one before: one of the two was made anew. */
  | 'unlinked'
  /** It is another than the one that was anchored outside of the chain. */
  | 'replaced'
  /** The chain ends before the record that was anchored outside of it. */
  | 'cut'

/** The first record that is not as it should be. */
export interface AuditFault {
  /** Its number: of the records before it all are in order. */
  readonly seq: number
  readonly kind: AuditFaultKind
  /** In words, for whoever has to find out more. */
  readonly message: string
}

/** What came of looking at a chain. */
export interface AuditVerdict {
  readonly valid: boolean
  /** How many records were looked at and are in order. */
  readonly records: number
  /** The last of them. */
  readonly head: AuditHead
  readonly fault: AuditFault | null
}

/**
 * Checks a chain record by record, in any number of steps, up to the first that is wrong. Who may
 * write the file can make a whole chain anew; that, and a chain that was cut at its end, is found
 * by an anchor: a head that was noted elsewhere.
 */
export class ChainCheck {
  #head: AuditHead
  #records = 0
  #fault: AuditFault | null = null
  readonly #anchor: AuditHead | null

  constructor(options: { readonly anchor?: AuditHead | null; readonly from?: AuditHead } = {}) {
    this.#head = options.from ?? chainStart
    this.#anchor = options.anchor ?? null
  }

  /** The last record that is in order. */
  get head(): AuditHead {
    return this.#head
  }

  /** Takes the next record as it is kept; answers whether to go on. */
  take(line: string): boolean {
    if (this.#fault) return false
    const seq = this.#head.seq + 1
    const record = parseRecord(line)
    const kind = record === undefined ? 'unreadable' : this.#faultOf(record, seq)
    if (kind !== undefined) {
      this.#fault = { seq, kind, message: describe(kind, seq, record) }
      return false
    }
    this.#head = { seq, hash: record?.hash ?? '' }
    this.#records += 1
    return true
  }

  /** What is known so far, without whether the end is there. */
  verdict(): AuditVerdict {
    const [head, records, fault] = [this.#head, this.#records, this.#fault]
    return { valid: fault === null, records, head, fault }
  }

  /** The verdict when there are no more records. */
  end(): AuditVerdict {
    const { seq } = this.#head
    if (this.#fault === null && this.#anchor !== null && seq < this.#anchor.seq) {
      const message =
        `Record ${seq + 1} is missing, and all after it: the chain ends at ${seq}, ` +
        `and was known to go on to ${this.#anchor.seq}.`
      this.#fault = { seq: seq + 1, kind: 'cut', message }
    }
    return this.verdict()
  }

  #faultOf(record: AuditRecord, seq: number): Exclude<AuditFaultKind, 'cut'> | undefined {
    if (!isWhole(record)) return 'altered'
    if (record.seq > seq) return 'missing'
    if (record.seq < seq) return 'misplaced'
    if (record.previous !== this.#head.hash) return 'unlinked'
    if (seq === this.#anchor?.seq && record.hash !== this.#anchor.hash) return 'replaced'
    return undefined
  }
}

/** Checks a chain that is in memory as a whole. */
export function verifyChain(
  lines: Iterable<string>,
  anchor: AuditHead | null = null,
): AuditVerdict {
  const check = new ChainCheck({ anchor })
  for (const line of lines) if (!check.take(line)) break
  return check.end()
}

/** All but the end, which is told with what should have followed. */
function describe(
  kind: Exclude<AuditFaultKind, 'cut'>,
  seq: number,
  record: AuditRecord | undefined,
): string {
  const found = record?.seq ?? 0
  return {
    unreadable: `Record ${seq} cannot be read: what stands there is not as PromptBin writes it.`,
    altered: `Record ${seq} was altered: its content is not what its hash was made of.`,
    missing: `Record ${seq} is missing or was moved: record ${found} stands in its place.`,
    misplaced: `Where record ${seq} should be, record ${found} stands once more.`,
    unlinked: `Record ${seq} does not follow the record before it: one of the two was made anew.`,
    replaced: `Record ${seq} is another than the one whose hash was noted outside of the chain.`,
  }[kind]
}
