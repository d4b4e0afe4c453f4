import { type FileHandle, open, rename } from 'node:fs/promises'
import type { StateLog } from './state-file.ts'

export interface LineAppenderOptions {
  readonly file: string
  /** What a full file is moved to; the one before is forgotten. */
  readonly olderFile: string
  /** Whether the file ends within a line. */
  readonly isTorn: boolean
  readonly maxBytes: number
  readonly log: StateLog
}

const ownerOnly = 0o600

/** Writes lines to a file in their order, one write at a time, and moves it when it is full. */
export class LineAppender {
  readonly #options: LineAppenderOptions
  #waiting: string[] = []
  #writing: Promise<void> | undefined
  #isTorn: boolean
  #isFailing = false
  #handle: FileHandle | undefined
  #bytes = 0

  constructor(options: LineAppenderOptions) {
    this.#options = options
    this.#isTorn = options.isTorn
  }

  /** Takes a line with its line feed. Never throws. */
  append(line: string): void {
    this.#waiting.push(line)
    this.#writing ??= this.#writeAll()
  }

  /** Settles when nothing waits any more. Never rejects. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const text = this.#waiting.join('')
      this.#waiting = []
      try {
        await this.#write(text)
        this.#isFailing = false
      } catch (err) {
        this.#failed(err)
      }
    }
    await this.#close()
    this.#writing = undefined
  }

  async #write(text: string): Promise<void> {
    const { file, olderFile, maxBytes } = this.#options
    const lines = Buffer.from(this.#isTorn ? `\n${text}` : text)
    if (!this.#handle) await this.#open()
    if (this.#bytes > 0 && this.#bytes + lines.length > maxBytes) {
      await this.#close()
      await rename(file, olderFile)
      await this.#open()
    }
    // Until it has arrived whole, a part of it may have.
    this.#isTorn = true
    await this.#handle?.appendFile(lines)
    this.#isTorn = false
    this.#bytes += lines.length
  }

  async #open(): Promise<void> {
    this.#handle = await open(this.#options.file, 'a', ownerOnly)
    this.#bytes = (await this.#handle.stat()).size
  }

  async #close(): Promise<void> {
    const handle = this.#handle
    this.#handle = undefined
    await handle?.close().catch(() => {})
  }

  #failed(err: unknown): void {
    const { file, log } = this.#options
    // Once until it works again: a full disk must not fill the log as well.
    if (!this.#isFailing) log.warn({ event: 'state.unwritable', file, err }, 'Events are not kept')
    this.#isFailing = true
  }
}
