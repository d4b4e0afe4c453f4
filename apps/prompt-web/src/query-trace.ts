import type { JobEvent } from '@promptbin/prompt-store'
import { type StoreQuery, storeEnd, storeSpan, type Tracing } from '@promptbin/tracing'

/** Records each query that belongs to a request which is recorded; others are the store's own. */
export function createQueryTrace(
  tracing: Tracing,
  system: StoreQuery['system'],
): (event: JobEvent) => void {
  return ({ parent, ...event }) => {
    if (parent === undefined) return
    const query = { ...event, system, endedAtMs: Date.now() }
    tracing.start({ ...storeSpan(query), parent }).end(storeEnd(query))
  }
}
