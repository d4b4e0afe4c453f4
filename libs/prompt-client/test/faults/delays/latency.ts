import { everyPhase, type Fault } from '../../proxy/fault.ts'

/** Everything arrives, far too late. */
export const latency: Fault = {
  name: 'latency',
  phases: everyPhase,
  strike: ({ bytes, pass }) => void setTimeout(pass, 5_000, bytes).unref(),
}
