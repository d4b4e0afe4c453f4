import type { Logger } from '@promptbin/logging'
import { followOperations, type PerformanceSource } from './observed-operations.ts'

const intervalMs = 60_000
/** Of more operations than that nobody reads a line. */
const mostOperations = 40

/**
 * From now on one line a minute in which something was asked: how often each operation was asked for, how
 * fast it was, and how often it failed. What is returned ends that, with a line for the rest.
 */
export function startPerformanceLog(options: {
  readonly logger: Logger
  readonly sources: readonly PerformanceSource[]
}): () => void {
  const all = options.sources.map(followOperations)
  let sinceMs = performance.now()
  const tell = () => {
    const nowMs = performance.now()
    const seconds = Math.round((nowMs - sinceMs) / 100) / 10
    sinceMs = nowMs
    const operations = all.flatMap((read) => read()).slice(0, mostOperations)
    if (operations.length === 0) return
    options.logger.info({ event: 'performance', seconds, operations }, 'performance')
  }
  const timer = setInterval(tell, intervalMs).unref()
  return () => {
    clearInterval(timer)
    tell()
  }
}
