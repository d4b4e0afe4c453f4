import { writeSync } from 'node:fs'
import type { LogDestination } from './create-logger.ts'

/** Writes to a file descriptor and returns how many bytes it took; `writeSync` of Node is one. */
export type WriteBytes = (bytes: Uint8Array) => number

export interface PatientOutputOptions {
  /** May throw `EAGAIN`: nothing is taken for now. */
  readonly write: WriteBytes
  /** Milliseconds. */
  readonly now: () => number
  /** Blocks for so many milliseconds. */
  readonly sleep: (ms: number) => void
  /** Has something done so many milliseconds later. */
  readonly later: (ms: number, action: () => void) => void
}

/** How long a reader is waited for that takes nothing; then lines are lost until it does. */
const patienceMs = 1_000
/** The first wait; a reader that is scheduled needs far less. */
const firstWaitMs = 0.25
const longestWaitMs = 10

const lineFeed = 0x0a

/**
 * So long a line waits for others, in ms: the writer's and the reader's work for each write is more than
 * for twenty lines. It doubles as long as others do come, and begins anew with a line that stays alone.
 * A process that is killed loses no more than these.
 */
const gatherMs = { shortest: 5, longest: 40 }

/**
 * What is written together at most: what Linux passes on in one piece from a socket to another, and less
 * than any pipe holds. Each further piece is another turn of the reader's.
 */
const mostGathered = 47 * 1024

/** What a letter of JavaScript takes in UTF-8 at most. */
const mostBytesPerLetter = 3

const levelStart = '{"level":"'
/** With these letters the levels begin of which lines can wait for others: info, debug, trace. */
const patientLetters = new Set(['i', 'd', 't'].map((letter) => letter.charCodeAt(0)))

const shared = new Int32Array(new SharedArrayBuffer(4))

/**
 * Lines to a pipe whose reader may be slow. Those that tell of trouble are written before the next
 * statement runs, so that the last words of a process arrive; others a moment later, together, as a
 * write for each would cost a busy service, and its reader, more than all else about them. When the pipe
 * is full it waits, a moment at first: the library's own output sleeps for 100 ms each time, which a
 * burst of lines turns into requests that hang. A reader that has stopped is waited for once, and then
 * costs lines, until it takes some again.
 */
export class PatientOutput implements LogDestination {
  readonly #options: PatientOutputOptions
  /** What of the last line the pipe did not take: the next must not begin within it. */
  #rest: Uint8Array = Buffer.alloc(0)
  #isGivenUp = false
  #lostLines = 0
  /** As bytes: lines that wait as texts are moved about by each collection of what is young. */
  readonly #gathered = Buffer.allocUnsafeSlow(mostGathered)
  #gatheredBytes = 0
  #gatheredLines = 0
  #gatherMs = gatherMs.shortest
  #isAwaited = false
  /** Counts what was gathered: who has waited for what is written by now has nothing to do. */
  #gathering = 0

  constructor(options: PatientOutputOptions) {
    this.#options = options
  }

  /** Lines that the reader did not take in time, since the start. */
  get lostLines(): number {
    return this.#lostLines
  }

  /** Takes a line with its line feed. Never throws: to serve is more important than to tell. */
  write(line: string): void {
    const mostBytes = line.length * mostBytesPerLetter
    if (this.#gatheredBytes + mostBytes > mostGathered) this.flush()
    if (mostBytes > mostGathered) {
      this.#put(Buffer.from(line), 1)
      return
    }
    this.#gatheredBytes += this.#gathered.write(line, this.#gatheredBytes)
    this.#gatheredLines += 1
    if (!canWait(line)) this.flush()
    else if (!this.#isAwaited) this.#awaitOthers()
  }

  #awaitOthers(): void {
    const gathering = this.#gathering
    this.#isAwaited = true
    this.#options.later(this.#gatherMs, () => {
      if (gathering !== this.#gathering) return
      const isAlone = this.#gatheredLines < 2
      this.#gatherMs = isAlone ? gatherMs.shortest : Math.min(gatherMs.longest, this.#gatherMs * 2)
      this.flush()
    })
  }

  /** Writes what waits for others. Never throws. */
  flush(): void {
    const [bytes, lines] = [this.#gatheredBytes, this.#gatheredLines]
    if (lines === 0) return
    this.#gatheredBytes = 0
    this.#gatheredLines = 0
    this.#gathering += 1
    this.#isAwaited = false
    this.#put(this.#gathered.subarray(0, bytes), lines)
  }

  #put(bytes: Buffer, lines: number): void {
    if (this.#rest.length > 0) this.#rest = this.#push(this.#rest)
    if (this.#rest.length > 0) {
      this.#lostLines += lines
      return
    }
    const left = bytes.subarray(bytes.length - this.#push(bytes).length)
    const isWithinLine = left.length < bytes.length && bytes.at(-left.length - 1) !== lineFeed
    const end = isWithinLine ? left.indexOf(lineFeed) + 1 : 0
    // A copy, as the next lines are gathered in the same place.
    this.#rest = Uint8Array.from(left.subarray(0, end))
    this.#lostLines += left.subarray(end).filter((byte) => byte === lineFeed).length
  }

  /** Writes as much as is taken within the patience; returns what is left. */
  #push(bytes: Uint8Array): Uint8Array {
    let left = bytes
    let waitMs = firstWaitMs
    let giveUpAtMs: number | undefined
    for (;;) {
      const taken = this.#tryWrite(left)
      left = left.subarray(taken)
      if (left.length === 0) {
        this.#isGivenUp = false
        return left
      }
      if (taken > 0) continue
      const { now, sleep } = this.#options
      giveUpAtMs ??= now() + (this.#isGivenUp ? 0 : patienceMs)
      if (now() >= giveUpAtMs) {
        this.#isGivenUp = true
        return left
      }
      sleep(waitMs)
      waitMs = Math.min(longestWaitMs, waitMs * 2)
    }
  }

  #tryWrite(bytes: Uint8Array): number {
    try {
      return this.#options.write(bytes)
    } catch (error) {
      // A reader that has gone, or a disk that is full, is not worth waiting for.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') this.#isGivenUp = true
      return 0
    }
  }
}

/** Lines that tell of trouble are not among them, nor those that are for people. */
function canWait(line: string): boolean {
  return line.startsWith(levelStart) && patientLetters.has(line.charCodeAt(levelStart.length))
}

let output: PatientOutput | undefined

/** Such an output to standard output, the same for all who ask. */
export function standardOutput(): PatientOutput {
  if (output === undefined) {
    const created = new PatientOutput({
      write: (bytes) => writeSync(1, bytes),
      now: () => performance.now(),
      sleep: (ms) => void Atomics.wait(shared, 0, 0, ms),
      later: (ms, action) => void setTimeout(action, ms).unref(),
    })
    process.on('exit', () => created.flush())
    output = created
  }
  return output
}

/** Lines that standard output did not take; undefined where this process does not log there. */
export function linesLostAtStandardOutput(): number | undefined {
  return output?.lostLines
}
