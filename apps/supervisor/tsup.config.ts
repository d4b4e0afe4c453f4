import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { defineConfig, type Options } from 'tsup'
import { deployable } from '../../tsup.base.ts'
import { bundledAssets, iconFile } from './src/console/assets/bundle-sources.ts'

/** What browsers load of the console: our styles and scripts, and the charts apart from them. */
async function buildPublicFiles() {
  await build({ ...bundledAssets, minify: true })
  await copyFile(iconFile, join(bundledAssets.outdir, 'icon.svg'))
}

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * node-cron reads the time by `Intl`, which loads 8 MB of tables for languages and zones. Our schedules
 * are in UTC, which `Date` knows by itself.
 */
const cronInUtc: Plugin = {
  name: 'cron-in-utc',
  setup({ onLoad }) {
    onLoad({ filter: /node-cron[/\\]dist[/\\]_shared\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replaceAll('new Intl.DateTimeFormat(', 'new UtcFormat(')
      if (contents === source) throw new Error('node-cron reads the time in another way now')
      return { contents: `${await readFile(utcFormat, 'utf8')}\n${contents}` }
    })
  },
}

const utcFormat = new URL('src/backups/schedule/utc-format.js', import.meta.url)

/** What runs in a process of its own is a program of its own. */
export const programs = {
  main: 'src/main.ts',
  diagnostics: 'src/diagnostics/main.ts',
  'diagnostics-library': 'src/diagnostics/library/main.ts',
  'backup-task': 'src/backups/task/main.ts',
  'postgres-worker': '../../libs/prompt-store/src/postgres/worker.ts',
  'protocol-probe': 'src/protocol-probe/round-trip/main.ts',
  report: 'src/report/program/main.ts',
}

/** How all of them are bundled. */
export const bundling: Options = {
  ...deployable,
  esbuildPlugins: [...(deployable.esbuildPlugins ?? []), cronInUtc],
  esbuildOptions: (options, context) => {
    deployable.esbuildOptions?.(options, context)
    // What its `main` names asks for its parts in a way that no bundler follows.
    options.alias = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' }
  },
}

export default defineConfig({ ...bundling, entry: programs, onSuccess: buildPublicFiles })
