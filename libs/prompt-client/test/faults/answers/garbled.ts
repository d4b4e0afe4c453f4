import { type Fault, laterPhases } from '../../proxy/fault.ts'

/** So many bytes apart, each is another one: some in the head, some in the text. */
const every = 7

/** What arrives is not what was sent, as by broken memory on the way. */
export const garbled: Fault = {
  name: 'garbled',
  phases: laterPhases,
  strike: ({ bytes, pass }) =>
    pass(Buffer.from(bytes.map((byte, index) => (index % every === 0 ? byte ^ 0x80 : byte)))),
}
