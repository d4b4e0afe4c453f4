import { defineConfig } from 'tsup'
import { deployable } from '../../tsup.base.ts'

/** The probe is a program of its own, as it is a process of its own. */
export default defineConfig({
  ...deployable,
  entry: { main: 'src/main.ts', 'protocol-probe': 'src/protocol-probe/round-trip/main.ts' },
})
