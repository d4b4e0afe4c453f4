import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { defineConfig } from 'tsup'
import { deployable } from '../../tsup.base.ts'
import { bundledAssets, iconFile } from './src/console/assets/bundle-sources.ts'

/** What browsers load of the console: our styles and scripts, and the charts apart from them. */
async function buildPublicFiles() {
  await build({ ...bundledAssets, minify: true })
  await copyFile(iconFile, join(bundledAssets.outdir, 'icon.svg'))
}

/** The probe is a program of its own, as it is a process of its own. */
export default defineConfig({
  ...deployable,
  entry: { main: 'src/main.ts', 'protocol-probe': 'src/protocol-probe/round-trip/main.ts' },
  esbuildOptions: (options, context) => {
    deployable.esbuildOptions?.(options, context)
    // What its `main` names asks for its parts in a way that no bundler follows.
    options.alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }
  },
  onSuccess: buildPublicFiles,
})
