import { type Fault, laterPhases } from '../../proxy/fault.ts'

/** Half of it gets through, then the connection ends as if that were all. */
export const cutBody: Fault = {
  name: 'cut body',
  phases: laterPhases,
  strike: ({ client, web, bytes, pass, deafen }) => {
    pass(bytes.subarray(0, bytes.length / 2))
    deafen()
    client.end()
    web.end()
  },
}
