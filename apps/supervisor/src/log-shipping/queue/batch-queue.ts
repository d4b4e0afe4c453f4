/** Lines that are sent together, each with a line feed after it. */
export interface Batch {
  readonly bytes: Buffer
  readonly lines: number
}

export type DropReason = 'queue_full' | 'too_long'

export interface BatchQueueOptions {
  /** What all batches may hold together. */
  readonly maxBytes: number
  readonly onDropped: (reason: DropReason, lines: number) => void
}

/** So much goes at once: some hundred lines. A longer line is dropped. */
export const batchBytes = 128 * 1024

/**
 * Lines that wait to be sent, as the bytes that they are sent as: what they cost is known, no string
 * is held, and when it is full nothing more is allocated. Then the oldest go: what happens now matters
 * most to whoever looks.
 */
export class BatchQueue {
  readonly #options: BatchQueueOptions
  /** The oldest first. */
  #sealed: Batch[] = []
  #sealedBytes = 0
  /** What lines are written to next. */
  #open: Buffer | undefined
  #openBytes = 0
  #openLines = 0
  #sending: Batch | undefined

  constructor(options: BatchQueueOptions) {
    this.#options = options
  }

  /** What waits, with what is being sent. */
  get bytes(): number {
    return this.#sealedBytes + this.#openBytes
  }

  /** Whether there is a batch to send; lines may wait for others all the same. */
  get hasBatch(): boolean {
    return this.#sealed.length > 0
  }

  /** Takes a line, without its line feed. */
  add(line: string): void {
    const bytes = Buffer.byteLength(line) + 1
    if (bytes > batchBytes) {
      this.#options.onDropped('too_long', 1)
      return
    }
    if (this.#openBytes + bytes > batchBytes) this.seal()
    this.#open ??= Buffer.allocUnsafeSlow(batchBytes)
    this.#openBytes += this.#open.write(line, this.#openBytes)
    this.#open[this.#openBytes] = lineFeed
    this.#openBytes += 1
    this.#openLines += 1
  }

  /** Makes a batch of what waits for others. */
  seal(): void {
    const open = this.#open
    if (open === undefined || this.#openLines === 0) return
    const isSmall = this.#openBytes < batchBytes / 2
    const bytes = open.subarray(0, this.#openBytes)
    // A small one takes no more than it needs, and leaves its room to the next.
    this.#sealed.push({ bytes: isSmall ? Buffer.from(bytes) : bytes, lines: this.#openLines })
    this.#sealedBytes += this.#openBytes
    this.#open = isSmall ? open : undefined
    this.#openBytes = 0
    this.#openLines = 0
    while (this.#sealedBytes + batchBytes > this.#options.maxBytes && this.#dropOldest());
  }

  /** The oldest batch, which stays until `remove`. */
  first(): Batch | undefined {
    this.#sending = this.#sealed[0]
    return this.#sending
  }

  /** Forgets the batch that `first` gave. */
  remove(): void {
    if (this.#sending === undefined) return
    this.#sealedBytes -= this.#sending.bytes.length
    this.#sealed.shift()
    this.#sending = undefined
  }

  /** Forgets everything, and tells how many lines that were. */
  clear(): number {
    const lines = this.#sealed.reduce((sum, batch) => sum + batch.lines, this.#openLines)
    this.#sealed = []
    this.#sealedBytes = 0
    this.#open = undefined
    this.#openBytes = 0
    this.#openLines = 0
    this.#sending = undefined
    return lines
  }

  /** Not the one that is being sent: it may have arrived. */
  #dropOldest(): boolean {
    const index = this.#sealed[0] === this.#sending ? 1 : 0
    const [dropped] = this.#sealed.splice(index, 1)
    if (dropped === undefined) return false
    this.#sealedBytes -= dropped.bytes.length
    const { buffer, byteOffset } = dropped.bytes
    if (buffer.byteLength === batchBytes && byteOffset === 0) {
      this.#open ??= Buffer.from(buffer, 0, batchBytes)
    }
    this.#options.onDropped('queue_full', dropped.lines)
    return true
  }
}

const lineFeed = 0x0a
