import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
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
const maxWaitingBytes = 8 * 2 ** 20
/** When so much waits, whoever can is to wait as well. */
const manyBytes = 256 * 1024
/** After a failure the disk is left alone for so long. */
const pauseMs = 1000

const lineFeed = '\n'.charCodeAt(0)

/**
 * A log on the disk: lines are appended in their order, some at a time, and files are set aside and
 * removed within the limits. A disk that fails costs lines, which are counted, and nobody's time;
 * as soon as it takes some again, the log goes on. A line that was torn by an end in its middle
 * stays alone on its line.
 */
export class LogFile {
  #options: LogFileOptions
  readonly #now: () => Date
  /** Whole lines. */
  #waiting: Buffer[] = []
  #waitingBytes = 0
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

  /** What waits for the disk. */
  get waitingBytes(): number {
    return this.#waitingBytes
  }

  /** Other limits hold from the next line on; what is too much by them goes with the next file. */
  limit({ rotation, keepFiles, maxTotalBytes }: LogLimits): void {
    this.#options = { ...this.#options, rotation, keepFiles, maxTotalBytes }
  }

  /** Takes a line, or several with line feeds between them, without the last line feed. Never throws. */
  write(lines: string): void {
    const bytes = Buffer.from(`${lines}\n`)
    const isTooMuch = this.#waitingBytes + bytes.length > maxWaitingBytes
    if (isTooMuch || performance.now() < this.#pausedUntilMs) {
      this.#lose(countLines(bytes))
      return
    }
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    this.#writing ??= this.#writeAll()
  }

  /** Settles when more may come: a flood must not fill our memory. Nothing if that is now. Never rejects. */
  settled(): Promise<void> | undefined {
    return this.#waitingBytes > manyBytes ? this.#writing : undefined
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
      const bytes = Buffer.concat(this.#waiting)
      this.#waiting = []
      await this.#writeOrLose(bytes)
      this.#waitingBytes -= bytes.length
    }
    this.#writing = undefined
  }

  async #writeOrLose(lines: Buffer): Promise<void> {
    let left = lines
    try {
      while (left.length > 0) left = left.subarray(await this.#writeSome(left))
      this.#works()
    } catch (error) {
      await this.#failed(error, countLines(left))
    }
  }

  /** Writes as many of the lines as the current file takes, but at least one; returns how many bytes. */
  async #writeSome(lines: Buffer): Promise<number> {
    const limitBytes = largestFileBytes(this.#options)
    const firstBytes = lines.indexOf(lineFeed) + 1
    await this.#makeRoom(firstBytes, limitBytes)
    const room = limitBytes - this.#bytes
    const fitting = lines.length <= room ? lines.length : lines.lastIndexOf(lineFeed, room - 1) + 1
    const chosen = lines.subarray(0, Math.max(firstBytes, fitting))
    const handle = this.#handle
    await writeAtFailpoint('log.line.writing', chosen, (part) => handle?.appendFile(part))
    this.#bytes += chosen.length
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

function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lines += 1
  return lines
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
    return buffer[0] !== lineFeed
  } finally {
    await handle.close()
  }
}
