import { readLineHead } from '../output-line.ts'
import { openLogParts, readLinesBackwards } from './read-lines.ts'

/** The lines of a log as they are kept, the newest first; torn ones are passed over. */
export async function* newestLines(folder: string): AsyncGenerator<string> {
  const parts = await openLogParts(folder)
  try {
    for (const part of parts.toReversed()) yield* readLinesBackwards(part)
  } finally {
    await Promise.all(parts.map(({ handle }) => handle.close()))
  }
}

/** Whatever a log has become, so many lines are looked at to find a number. */
const mostLines = 1000

/** The number of the last line in a log; 0 of one that has none, or cannot be read. */
export async function readLastSeq(folder: string): Promise<number> {
  let looked = 0
  try {
    for await (const line of newestLines(folder)) {
      const seq = readLineHead(line)?.seq
      if (typeof seq === 'number') return seq
      looked += 1
      if (looked === mostLines) return 0
    }
  } catch {
    // A disk that cannot be read must not stop a start.
  }
  return 0
}
