import { everyPhase, type Fault } from '../../proxy/fault.ts'

/** Nothing arrives, and nobody is told. */
export const blackHole: Fault = {
  name: 'black hole',
  phases: everyPhase,
  strike: ({ deafen }) => deafen(),
}
