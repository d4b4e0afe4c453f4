import { copyFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build, defineConfig, type Options } from 'tsup'
import { deployable } from '../../tsup.base.ts'

const require = createRequire(import.meta.url)

/** In development they are served beside our own, so that they are imported from there. */
const sharedScripts: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'shared-scripts',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/shared\// }, ({ path }) => ({
      path: require.resolve(join('@promptbin/styles/public/scripts', path)),
    }))
  },
}

/**
 * What browsers load: our styles and scripts as one file each, so that the first page is quick,
 * the editor's script apart from them, as only its page needs it, and htmx from its package, so
 * that nothing comes from outside.
 */
async function buildPublicFiles() {
  await build({
    config: false,
    entry: {
      'styles/main': 'public/styles/main.css',
      'scripts/main': 'public/scripts/main.js',
      'scripts/shared': 'public/scripts/shared.js',
      'scripts/editor': 'public/scripts/editor/start.js',
    },
    noExternal: [/.*/],
    splitting: false,
    outDir: 'dist/public',
    format: 'esm',
    platform: 'browser',
    target: 'esnext',
    minify: true,
    silent: true,
    esbuildPlugins: [sharedScripts],
    esbuildOptions: (options) => {
      options.alias = { shared: '@promptbin/styles/public/styles/shared' }
    },
  })
  await copyFile('../../libs/styles/public/icon.svg', 'dist/public/icon.svg')
  await copyFile(require.resolve('htmx.org/dist/htmx.min.js'), 'dist/public/htmx.min.js')
}

/** The service, and the store's worker threads as a program of their own beside it. */
export default defineConfig({
  ...deployable,
  entry: {
    main: 'src/main.ts',
    'library-check': 'src/store/whole-check/main.ts',
    'store-worker': '../../libs/prompt-store/src/sqlite/worker.ts',
    'postgres-worker': '../../libs/prompt-store/src/postgres/worker.ts',
  },
  onSuccess: buildPublicFiles,
})
