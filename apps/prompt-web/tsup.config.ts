import { copyFile, cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { defineConfig } from 'tsup'
import { deployable } from '../../tsup.base.ts'

const require = createRequire(import.meta.url)

/** What browsers load: our own files, and htmx from its package, so that nothing comes from outside. */
async function copyPublicFiles() {
  await cp('public', 'dist/public', { recursive: true })
  await copyFile(require.resolve('htmx.org/dist/htmx.min.js'), 'dist/public/htmx.min.js')
}

/** The service, and the store's worker threads as a program of their own beside it. */
export default defineConfig({
  ...deployable,
  entry: {
    main: 'src/main.ts',
    'store-worker': '../../libs/prompt-store/src/sqlite/worker.ts',
  },
  onSuccess: copyPublicFiles,
})
