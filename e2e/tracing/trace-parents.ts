import { randomBytes } from 'node:crypto'

/** A caller's place in a trace of its own. */
export interface Caller {
  readonly traceId: string
  readonly spanId: string
  readonly traceparent: string
}

/** Somebody who traces, in a trace that nobody else has; says `00` if it records nothing. */
export function makeCaller({ sampled = true } = {}): Caller {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-${sampled ? '01' : '00'}` }
}
