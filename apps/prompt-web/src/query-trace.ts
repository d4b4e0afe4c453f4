import type { JobEvent } from '@promptbin/prompt-store'
import { storeEnd, storeSpan, type Tracing } from '@promptbin/tracing'

/** Records each query that belongs to a request which is recorded; others are the store's own. */
export function createQueryTrace(tracing: Tracing): (event: JobEvent) => void {
  return ({ parent, ...event }) => {
    if (parent === undefined) return
    const query = { ...event, endedAtMs: Date.now() }
    tracing.start({ ...storeSpan(query), parent }).end(storeEnd(query))
  }
}
