import type { LogFields } from '../log-stream.ts'
import { readLineHead } from '../output-line.ts'
import { type LogFilter, matchLine } from './log-filter.ts'
import { newestLines } from './newest-lines.ts'

/** Which lines are asked for. */
export interface LogQuery extends LogFilter {
  /** Only lines after this one, the oldest first; without it the newest are meant. */
  readonly after?: number | undefined
  readonly limit: number
}

/** Some lines, oldest first. */
export interface LogPage {
  readonly items: readonly LogFields[]
  /** After which line more of them are to be had; null when there are no more. */
  readonly nextCursor: number | null
}

/** Processes write at the same time, so a line may be a little older than the one before it. */
const disorderMs = 60_000

/**
 * Reads lines from the files of a log, from the newest back. Holds no more than `limit` of them in
 * memory. Rejects with the reason of the signal.
 */
export async function queryLog(
  folder: string,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<LogPage> {
  const { after, limit, fromMs } = query
  const found: string[] = []
  let isMore = false
  for await (const text of newestLines(folder)) {
    signal?.throwIfAborted()
    if (isBefore(text, { after, fromMs })) break
    if (!matchLine(text, query)) continue
    found.push(text)
    if (found.length < limit) continue
    if (after === undefined) break
    if (found.length > limit) {
      // Those that are nearest to the cursor are wanted, and they come last.
      found.shift()
      isMore = true
    }
  }
  const items = found.toReversed().flatMap(parse)
  const lastSeq = items.at(-1)?.['seq']
  return { items, nextCursor: isMore && typeof lastSeq === 'number' ? lastSeq : null }
}

/** Whether this line, and so all that are older, are before what is asked for. */
function isBefore(text: string, { after, fromMs }: Pick<LogQuery, 'after' | 'fromMs'>): boolean {
  const head = readLineHead(text)
  if (!head) return false
  if (after !== undefined && head.seq !== null && head.seq <= after) return true
  return fromMs !== undefined && Date.parse(head.time) < fromMs - disorderMs
}

function parse(text: string): readonly LogFields[] {
  try {
    return [JSON.parse(text) as LogFields]
  } catch {
    return []
  }
}
