import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Where the finished log lines of all processes go. */
export interface LogSink {
  /** Takes one line, without its line feed. */
  write(line: string): void
  /** Settles when more lines may come: a flood must not fill our memory. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface LogSinkOptions {
  readonly file: Writable
  /** Gets every line as well; a container's log, for example. */
  readonly echo?: { write(text: string): unknown } | undefined
}

/** A log that goes on being none when its disk fails: to serve is more important than to tell. */
export function createLogSink({ file, echo }: LogSinkOptions): LogSink {
  file.on('error', () => {})
  return {
    write(line) {
      if (file.writable) file.write(`${line}\n`)
      echo?.write(`${line}\n`)
    },
    async settled() {
      if (!file.writable || !file.writableNeedDrain) return
      const done = new AbortController()
      const { signal } = done
      await Promise.race(['drain', 'close'].map((event) => once(file, event, { signal }))).catch(
        () => {},
      )
      done.abort()
    },
    async close() {
      if (!file.writable) return
      file.end()
      await once(file, 'close').catch(() => {})
    },
  }
}
