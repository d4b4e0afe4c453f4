import type { LogLevel } from '@promptbin/logging'

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

export interface LogStreamOptions {
  /** The number of the last line that is kept from before; 0 without one. */
  readonly lastSeq: number
  /** How much of the newest lines is held in memory, in characters; 128 Ki unless told. */
  readonly keptCharacters?: number
}

const defaultKeptCharacters = 128 * 1024

/**
 * The lines of all processes of an instance, in the one order in which they reached the supervisor.
 * Whoever listens hears each line once and in this order, also when a listener logs itself.
 */
export class LogStream {
  readonly #listeners = new Set<LogListener>()
  readonly #keptCharacters: number
  #lastSeq: number
  #recent: LogLine[] = []
  #recentCharacters = 0
  /** Lines that were published while another one was being told of. */
  #untold: LogLine[] = []
  #isTelling = false

  constructor({ lastSeq, keptCharacters = defaultKeptCharacters }: LogStreamOptions) {
    this.#lastSeq = lastSeq
    this.#keptCharacters = keptCharacters
  }

  /** The number of the last line; 0 before the first. */
  get lastSeq(): number {
    return this.#lastSeq
  }

  /** The newest lines, oldest first, as many as are held in memory. */
  get recent(): readonly LogLine[] {
    return this.#recent
  }

  /** Takes a line and tells all who listen. Never throws: a listener that does is passed over. */
  publish(draft: LogLineDraft): void {
    this.#lastSeq += 1
    const line = new NumberedLine(this.#lastSeq, draft)
    this.#keep(line)
    this.#untold.push(line)
    if (this.#isTelling) return
    this.#isTelling = true
    for (let next = this.#untold.shift(); next; next = this.#untold.shift()) this.#tell(next)
    this.#isTelling = false
  }

  /** Calls back with each line from now on; what it returns ends that. */
  onLine(listener: LogListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell(line: LogLine): void {
    for (const listener of this.#listeners) {
      try {
        listener(line)
      } catch {
        // To say so in the log would tell the same listener again.
      }
    }
  }

  #keep(line: LogLine): void {
    this.#recent.push(line)
    this.#recentCharacters += line.text.length
    if (this.#recentCharacters <= this.#keptCharacters) return
    // Half of them at once: to move all others up for each line would cost more than the line.
    const least = this.#keptCharacters / 2
    let gone = 0
    while (this.#recentCharacters > least && gone < this.#recent.length - 1) {
      this.#recentCharacters -= this.#recent[gone]?.text.length ?? 0
      gone += 1
    }
    this.#recent = this.#recent.slice(gone)
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

  constructor(seq: number, { time, level, service, worker, json }: LogLineDraft) {
    this.seq = seq
    this.time = time
    this.level = level
    this.service = service
    this.worker = worker
    this.text = `{"seq":${seq},${worker === null ? '' : `"worker":${worker},`}${json.slice(1)}`
  }

  fields(): LogFields {
    this.#fields ??= JSON.parse(this.text) as LogFields
    return this.#fields
  }
}
