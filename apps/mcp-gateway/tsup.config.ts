import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'
import { deployable } from '../../tsup.base.ts'

/** npm installs the same version beside each of our packages that asks for it; one is enough. */
const undici = dirname(fileURLToPath(import.meta.resolve('undici/package.json')))

/** The service as one file, and what it needs only now and then beside it. */
export default defineConfig({
  ...deployable,
  esbuildOptions: (options, context) => {
    deployable.esbuildOptions?.(options, context)
    options.alias = { undici }
  },
})
