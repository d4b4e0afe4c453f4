import type { Readable, Writable } from 'node:stream'

/** The three streams of a command. */
export interface Terminal {
  readonly stdin: Readable
  readonly stdout: Output
  readonly stderr: Output
}

/** A stream for text, and whether a person reads it. */
export type Output = Writable & {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}
