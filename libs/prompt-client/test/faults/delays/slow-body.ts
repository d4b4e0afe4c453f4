import { type Fault, laterPhases } from '../../proxy/fault.ts'

/** Byte after byte, as over the thinnest line. */
export const slowBody: Fault = {
  name: 'slow body',
  phases: laterPhases,
  strike: ({ bytes, pass }) => {
    let at = 0
    const timer = setInterval(() => {
      pass(bytes.subarray(at, at + 1))
      at += 1
      if (at >= bytes.length) clearInterval(timer)
    }, 20).unref()
  },
}
