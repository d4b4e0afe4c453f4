import { type Fault, laterPhases } from '../../proxy/fault.ts'

/** Half of it gets through, then the connection is reset. */
export const resetMidway: Fault = {
  name: 'reset midway',
  phases: laterPhases,
  strike: ({ client, web, bytes, pass, deafen }) => {
    pass(bytes.subarray(0, bytes.length / 2))
    deafen()
    // What was written still goes out before the reset.
    setTimeout(() => {
      client.resetAndDestroy()
      web.destroy()
    }, 20).unref()
  },
}
