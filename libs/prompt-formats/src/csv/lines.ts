import { Buffer } from 'node:buffer'

const lineFeed = 0x0a

/** The byte order mark with which some programs begin a UTF-8 file. */
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** How much of the end of a line is kept if the line itself is too long. */
const endBytes = 1_024

/** One piece, as most lines are, is not copied. */
function join(pieces: readonly Uint8Array[]): Buffer {
  const [only] = pieces
  if (only === undefined || pieces.length > 1) return Buffer.concat(pieces)
  return Buffer.from(only.buffer, only.byteOffset, only.byteLength)
}

/** A physical line with its line feed. */
export interface Line {
  /** Counted from 1. */
  readonly number: number
  /** The whole line; of one that is too long only its end. */
  readonly bytes: Buffer
  readonly tooLong: boolean
}

/**
 * Cuts a stream of bytes into lines as it arrives: `push` gives the lines that a chunk completes,
 * `end` the one without a line feed. Never holds more than `maxBytes` and one chunk.
 */
export function createLineCutter({ maxBytes }: { readonly maxBytes: number }) {
  let number = 0
  let pieces: Uint8Array[] = []
  let heldBytes = 0
  let tooLong = false

  const hold = (piece: Uint8Array): void => {
    pieces.push(piece)
    heldBytes += piece.length
    if (heldBytes <= maxBytes) return
    tooLong = true
    pieces = [join(pieces).subarray(-endBytes)]
    heldBytes = pieces[0]?.length ?? 0
  }

  const take = (): Line => {
    number += 1
    const all = join(pieces)
    const marked = number === 1 && all.subarray(0, byteOrderMark.length).equals(byteOrderMark)
    const line = { number, bytes: marked ? all.subarray(byteOrderMark.length) : all, tooLong }
    pieces = []
    heldBytes = 0
    tooLong = false
    return line
  }

  return {
    *push(chunk: Uint8Array): Generator<Line> {
      let from = 0
      for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
        hold(chunk.subarray(from, at + 1))
        from = at + 1
        yield take()
      }
      if (from < chunk.length) hold(chunk.subarray(from))
    },
    *end(): Generator<Line> {
      if (pieces.length > 0) yield take()
    },
  }
}
