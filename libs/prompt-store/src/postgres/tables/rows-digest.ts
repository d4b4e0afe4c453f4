import { createHash } from 'node:crypto'

/** What a table holds, so that two of them can be compared. */
export interface TableDigest {
  readonly rows: number
  /** Of its rows as lines of JSON, each with its line feed; in hexadecimal digits. */
  readonly sha256: string
}

/** Counts and hashes rows one after the other. */
export interface RowsDigest {
  /** A row as a line of JSON, without its line feed. */
  take(line: string): void
  /** Of all that were taken. Ends it. */
  end(): TableDigest
}

/** Begins with no row. */
export function createRowsDigest(): RowsDigest {
  const hash = createHash('sha256')
  let rows = 0
  return {
    take(line) {
      rows += 1
      hash.update(line).update('\n')
    },
    end: () => ({ rows, sha256: hash.digest('hex') }),
  }
}
