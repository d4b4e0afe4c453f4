import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { failpoint, writeAtFailpoint } from '@promptbin/failpoints'
import { LOG_FILE_NAME, removeSurplus, setCurrentAside } from './log-parts.ts'
import { type LogLimits, largestFileBytes, periodOf } from './rotation.ts'

export interface LogFileOptions extends LogLimits {
  /** Made if it is missing; holds `promptbin.log` and its older files `promptbin.log.1` … */
  readonly folder: string
  /** Told why the file takes no lines, such as a full disk; once until it takes some again. */
  readonly onTrouble?: (error: Error) => void
  /** Told when it takes lines again, and how many were lost meanwhile. */
  readonly onRecovered?: (lostLines: number) => void
  /** Opens a file to append to it; that of Node unless told. */
  readonly openFile?: (path: string) => Promise<LogFileHandle>
  readonly now?: () => Date
}

/** What of a `FileHandle` is used. */
export type LogFileHandle = Pick<FileHandle, 'appendFile' | 'close' | 'stat' | 'truncate'>

const ownerOnly = 0o600
const folderOfOwner = 0o700

/** So much may wait for the disk; of what comes then nothing is kept, and it is counted. */
const maxWaitingCharacters = 8 * 2 ** 20
/** When so much waits, whoever can is to wait as well. */
const manyCharacters = 256 * 1024
/** After a failure the disk is left alone for so long. */
const pauseMs = 1000

/**
 * A log on the disk: lines are appended in their order, some at a time, and files are set aside and
 * removed within the limits. A disk that fails costs lines, which are counted, and nobody's time;
 * as soon as it takes some again, the log goes on. A line that was torn by an end in its middle
 * stays alone on its line.
 */
export class LogFile {
  #options: LogFileOptions
  readonly #now: () => Date
  #waiting: string[] = []
  #waitingCharacters = 0
  #writing: Promise<void> | undefined
  #handle: LogFileHandle | undefined
  #bytes = 0
  #period = ''
  #lostLines = 0
  #lostSinceTrouble = 0
  #isFailing = false
  #pausedUntilMs = 0

  constructor(options: LogFileOptions) {
    this.#options = options
    this.#now = options.now ?? (() => new Date())
  }

  /** Lines that did not reach the disk, since the start. */
  get lostLines(): number {
    return this.#lostLines
  }

  /** What waits for the disk, in characters. */
  get waitingCharacters(): number {
    return this.#waitingCharacters
  }

  /** Other limits hold from the next line on; what is too much by them goes with the next file. */
  limit({ rotation, keepFiles, maxTotalBytes }: LogLimits): void {
    this.#options = { ...this.#options, rotation, keepFiles, maxTotalBytes }
  }

  /** Takes a line, without its line feed. Never throws. */
  write(line: string): void {
    const isTooMuch = this.#waitingCharacters + line.length > maxWaitingCharacters
    if (isTooMuch || performance.now() < this.#pausedUntilMs) {
      this.#lose(1)
      return
    }
    this.#waiting.push(line)
    this.#waitingCharacters += line.length + 1
    this.#writing ??= this.#writeAll()
  }

  /** Settles when more may come: a flood must not fill our memory. Nothing if that is now. Never rejects. */
  settled(): Promise<void> | undefined {
    return this.#waitingCharacters > manyCharacters ? this.#writing : undefined
  }

  /** Settles when everything is on the disk, or lost. Never rejects. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** The same, and lets go of the file; a line that comes later opens it again. */
  async close(): Promise<void> {
    await this.flush()
    await this.#letGo()
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Later, so that lines which come together are written together; services gather theirs.
      await nextTurn()
      const lines = this.#waiting
      this.#waiting = []
      await this.#writeOrLose(lines)
      this.#waitingCharacters = this.#waiting.reduce((sum, line) => sum + line.length + 1, 0)
    }
    this.#writing = undefined
  }

  async #writeOrLose(lines: readonly string[]): Promise<void> {
    let written = 0
    try {
      while (written < lines.length) written += await this.#writeSome(lines.slice(written))
      this.#works()
    } catch (error) {
      await this.#failed(error, lines.length - written)
    }
  }

  /** Writes as many of the lines as the current file takes, but at least one; returns how many. */
  async #writeSome(lines: readonly string[]): Promise<number> {
    const limitBytes = largestFileBytes(this.#options)
    await this.#makeRoom(Buffer.byteLength(lines[0] ?? '') + 1, limitBytes)
    const chosen: string[] = []
    let bytes = 0
    for (const line of lines) {
      const more = Buffer.byteLength(line) + 1
      if (chosen.length > 0 && this.#bytes + bytes + more > limitBytes) break
      chosen.push(line)
      bytes += more
    }
    const handle = this.#handle
    await writeAtFailpoint('log.line.writing', `${chosen.join('\n')}\n`, (part) =>
      handle?.appendFile(part),
    )
    this.#bytes += bytes
    return chosen.length
  }

  /** Opens the current file, after setting aside one that is full or of another day. */
  async #makeRoom(bytes: number, limitBytes: number): Promise<void> {
    if (!this.#handle) await this.#open()
    const period = periodOf(this.#options.rotation, this.#now())
    const isFull = this.#bytes > 0 && this.#bytes + bytes > limitBytes
    const isOver = this.#bytes > 0 && period !== this.#period
    if (isFull || isOver) {
      failpoint('log.rotation.started')
      await this.#letGo()
      await setCurrentAside(this.#options.folder)
      failpoint('log.rotation.renamed')
      await this.#open()
      failpoint('log.rotation.finished')
    }
    this.#period = period
  }

  async #open(): Promise<void> {
    const { folder, openFile = openToAppend, rotation } = this.#options
    await mkdir(folder, { recursive: true, mode: folderOfOwner })
    await removeSurplus(folder, this.#options)
    const path = join(folder, LOG_FILE_NAME)
    const isTorn = await endsWithinALine(path)
    const handle = await openFile(path)
    this.#handle = handle
    if (isTorn) await handle.appendFile('\n')
    const { size, mtime } = await handle.stat()
    this.#bytes = size
    this.#period = periodOf(rotation, size > 0 ? mtime : this.#now())
  }

  async #letGo(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close().catch(() => {})
  }

  #works(): void {
    if (!this.#isFailing) return
    const lost = this.#lostSinceTrouble
    this.#isFailing = false
    this.#lostSinceTrouble = 0
    this.#options.onRecovered?.(lost)
  }

  async #failed(error: unknown, lines: number): Promise<void> {
    // What a full disk has taken of a line is given back, so that the last line is whole.
    await this.#handle?.truncate(this.#bytes).catch(() => {})
    await this.#letGo()
    const isNews = !this.#isFailing
    this.#isFailing = true
    this.#pausedUntilMs = performance.now() + pauseMs
    this.#lose(lines)
    if (isNews) this.#options.onTrouble?.(error instanceof Error ? error : new Error(String(error)))
  }

  #lose(lines: number): void {
    this.#lostLines += lines
    this.#lostSinceTrouble += lines
  }
}

function openToAppend(path: string): Promise<FileHandle> {
  return open(path, 'a', ownerOnly)
}

/** Whether the last line of a file has no end, because whoever wrote it was ended before. */
async function endsWithinALine(path: string): Promise<boolean> {
  const isThere = await stat(path).then(
    ({ size }) => size > 0,
    () => false,
  )
  if (!isThere) return false
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
    return buffer[0] !== '\n'.charCodeAt(0)
  } finally {
    await handle.close()
  }
}
