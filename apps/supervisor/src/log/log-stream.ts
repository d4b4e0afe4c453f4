import type { LogLevel } from '@promptbin/logging'
import { readLineHead } from './output-line.ts'

/** What a log line says, by the names of its fields. */
export type LogFields = Readonly<Record<string, unknown>>

/** What can be told of a log line without reading it. */
interface LogLineHead {
  /** ISO 8601, UTC. */
  readonly time: string
  readonly level: LogLevel
  readonly service: string
  /** The place of the process in its service; null for a spare, and for the supervisor. */
  readonly worker: number | null
}

/** A log line that has no number yet. */
export interface LogLineDraft extends LogLineHead {
  /** One JSON object, without a line feed, which begins with `level`, `time` and `service`. */
  readonly json: string
}

/** One line of the log of an instance. */
export interface LogLine extends LogLineHead {
  /** Grows by one with each line, over all starts of the instance. */
  readonly seq: number
  /** The line as it is kept: one JSON object, without a line feed. */
  readonly text: string
  /** What it says; parsed when somebody asks first. */
  fields(): LogFields
}

export type LogListener = (line: LogLine) => void

/** A line of the log and its number. */
export interface NumberedText {
  readonly seq: number
  readonly text: string
}

/** Lines that follow each other, as they are kept. */
export interface LogBlock {
  /** The number of the first of them. */
  readonly firstSeq: number
  readonly lines: number
  /** With a line feed between them, and none at the end. */
  readonly text: string
}

export type LogBlockListener = (block: LogBlock) => void

export interface LogStreamOptions {
  /** The number of the last line that is kept from before; 0 without one. */
  readonly lastSeq: number
  /** How much of the newest lines is held in memory, in characters; 128 Ki unless told. */
  readonly keptCharacters?: number
}

const defaultKeptCharacters = 128 * 1024

/** So many blocks at least are held: the oldest goes as a whole. */
const keptBlocks = 4

/**
 * The lines of all processes of an instance, in the one order in which they reached the supervisor.
 * Who listens for lines hears each at once, and in this order also when a listener logs itself. Who
 * listens for blocks hears of all lines of a turn of the event loop together, which costs a busy log far
 * less.
 */
export class LogStream {
  /** With whether it hears of requests as well. */
  readonly #listeners = new Map<LogListener, boolean>()
  readonly #blockListeners = new Set<LogBlockListener>()
  readonly #keptCharacters: number
  #lastSeq: number
  #gathered: string[] = []
  #gatheredLines = 0
  #gatheredCharacters = 0
  #blocks: LogBlock[] = []
  #blockCharacters = 0
  /** How many listeners hear of requests. */
  #ofRequests = 0
  /** Lines that were published while another one was being told of. */
  #untold: { readonly line: LogLine; readonly isRequest: boolean }[] = []
  #isTelling = false

  constructor({ lastSeq, keptCharacters = defaultKeptCharacters }: LogStreamOptions) {
    this.#lastSeq = lastSeq
    this.#keptCharacters = keptCharacters
  }

  /** The number of the last line; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** Whether there are lines of which no block was told yet. */
  get isGathering(): boolean {
    return this.#gathered.length > 0
  }

  /** The number of the oldest line that is held in memory; of the next one, if none is. */
  get firstHeld(): number {
    this.seal()
    return this.#blocks[0]?.firstSeq ?? this.#lastSeq + 1
  }

  /** The lines after this one, oldest first, as far as they are held in memory. */
  newerThan(seq: number): readonly NumberedText[] {
    this.seal()
    return this.#blocks
      .filter(({ firstSeq, lines }) => firstSeq + lines > seq + 1)
      .flatMap(({ firstSeq, text }) =>
        text.split('\n').map((line, index) => ({ seq: firstSeq + index, text: line })),
      )
      .filter((line) => line.seq > seq)
  }

  /** Takes a line and tells all who listen. Never throws: a listener that does is passed over. */
  publish(draft: LogLineDraft): void {
    const [text = ''] = this.#take(draft.worker, [draft.json])
    this.#tellInTurn({ line: new NumberedLine(this.#lastSeq, text, draft), isRequest: false })
  }

  /**
   * Takes lines of requests, as a process's own logger writes them, and tells those who want to hear of
   * requests. Nearly all lines are such, and nearly nobody does.
   */
  publishRequests(worker: number | null, lines: readonly string[]): void {
    const firstSeq = this.#lastSeq + 1
    const texts = this.#take(worker, lines)
    if (this.#ofRequests === 0) return
    for (const [index, text] of texts.entries()) {
      const head = readLineHead(text)
      if (!head) continue
      const line = new NumberedLine(firstSeq + index, text, { ...head, worker })
      this.#tellInTurn({ line, isRequest: true })
    }
  }

  /**
   * Calls back with each line from now on, if `requests` is false without those of requests; what it
   * returns ends that.
   */
  onLine(listener: LogListener, { requests = true } = {}): () => void {
    this.#listeners.set(listener, requests)
    if (requests) this.#ofRequests += 1
    return () => {
      if (this.#listeners.delete(listener) && requests) this.#ofRequests -= 1
    }
  }

  /** Calls back with all lines of each turn from now on; what it returns ends that. */
  onBlock(listener: LogBlockListener): () => void {
    this.#blockListeners.add(listener)
    return () => void this.#blockListeners.delete(listener)
  }

  /** Tells of the lines so far as a block, without waiting for the end of the turn. */
  seal(): void {
    if (this.#gathered.length === 0) return
    const lines = this.#gatheredLines
    const text = this.#gathered.join('\n')
    this.#gathered = []
    this.#gatheredLines = 0
    this.#gatheredCharacters = 0
    const block = { firstSeq: this.#lastSeq - lines + 1, lines, text }
    this.#keep(block)
    for (const listener of this.#blockListeners) {
      try {
        listener(block)
      } catch {
        // As with lines.
      }
    }
  }

  /** Gives lines their numbers and their place; returns them as they are kept. */
  #take(worker: number | null, lines: readonly string[]): readonly string[] {
    const place = worker === null ? ',' : `,"worker":${worker},`
    let seq = this.#lastSeq
    const texts = lines.map((json) => `{"seq":${++seq}${place}${json.slice(1)}`)
    this.#lastSeq = seq
    if (this.#gathered.length === 0) setImmediate(() => this.seal())
    const text = texts.join('\n')
    this.#gathered.push(text)
    this.#gatheredLines += lines.length
    this.#gatheredCharacters += text.length
    if (this.#gatheredCharacters > this.#keptCharacters / keptBlocks) this.seal()
    return texts
  }

  #tellInTurn(told: { readonly line: LogLine; readonly isRequest: boolean }): void {
    this.#untold.push(told)
    if (this.#isTelling) return
    this.#isTelling = true
    for (let next = this.#untold.shift(); next; next = this.#untold.shift()) {
      this.#tell(next.line, next.isRequest)
    }
    this.#isTelling = false
  }

  #tell(line: LogLine, isRequest: boolean): void {
    for (const [listener, hearsOfRequests] of this.#listeners) {
      if (isRequest && !hearsOfRequests) continue
      try {
        listener(line)
      } catch {
        // To say so in the log would tell the same listener again.
      }
    }
  }

  #keep(block: LogBlock): void {
    this.#blocks.push(block)
    this.#blockCharacters += block.text.length
    while (this.#blockCharacters > this.#keptCharacters && this.#blocks.length > 1) {
      this.#blockCharacters -= this.#blocks.shift()?.text.length ?? 0
    }
  }
}

class NumberedLine implements LogLine {
  readonly seq: number
  readonly time: string
  readonly level: LogLevel
  readonly service: string
  readonly worker: number | null
  readonly text: string
  #fields: LogFields | undefined

  constructor(seq: number, text: string, { time, level, service, worker }: LogLineHead) {
    this.seq = seq
    this.time = time
    this.level = level
    this.service = service
    this.worker = worker
    this.text = text
  }

  fields(): LogFields {
    this.#fields ??= JSON.parse(this.text) as LogFields
    return this.#fields
  }
}
