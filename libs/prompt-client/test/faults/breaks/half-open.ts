import { everyPhase, type Fault } from '../../proxy/fault.ts'

/** prompt-web is gone, and the connection to it seems to be there still. */
export const halfOpen: Fault = {
  name: 'half-open connection',
  phases: everyPhase,
  strike: ({ web, deafen }) => {
    deafen()
    web.destroy()
  },
}
