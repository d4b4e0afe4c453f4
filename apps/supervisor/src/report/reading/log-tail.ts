import type { LogLevel } from '@promptbin/logging'
import { matchLine } from '../../log/reading/log-filter.ts'
import { newestLines } from '../../log/reading/newest-lines.ts'
import type { Section } from '../collecting/section.ts'

/** However long the log is, so many lines of it are looked at. */
const mostLookedAt = 200_000

/**
 * How the newest lines of the log are read, those of a level and worse; a little more than `maxBytes`,
 * so that it shows that there is more.
 */
export function logTail(
  level: LogLevel | undefined,
  maxBytes: number,
): NonNullable<Section['read']> {
  return async ({ folder }) => {
    const found: string[] = []
    let [bytes, lookedAt] = [0, 0]
    for await (const line of newestLines(folder.logFolder)) {
      lookedAt += 1
      if (lookedAt > mostLookedAt) break
      if (level !== undefined && !matchLine(line, { level })) continue
      found.push(line)
      bytes += Buffer.byteLength(line) + 1
      if (bytes > maxBytes) break
    }
    return { kind: 'lines', lines: found.reverse() }
  }
}
