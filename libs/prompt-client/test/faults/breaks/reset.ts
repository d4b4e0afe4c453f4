import { everyPhase, type Fault } from '../../proxy/fault.ts'

/** The connection is reset before anything gets through. */
export const reset: Fault = {
  name: 'reset',
  phases: everyPhase,
  strike: ({ client, web, deafen }) => {
    deafen()
    client.resetAndDestroy()
    web.destroy()
  },
}
