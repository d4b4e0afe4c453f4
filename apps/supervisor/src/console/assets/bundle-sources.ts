import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const pathOf = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** What is bundled, and how; the same in development and in tsup.config.ts. */
export const bundledAssets = {
  entryPoints: [
    { in: pathOf('public/scripts/main.js'), out: 'main' },
    { in: pathOf('public/scripts/charts/charts.js'), out: 'charts' },
    { in: pathOf('public/styles/main.css'), out: 'main' },
  ],
  alias: { shared: '@promptbin/styles/public/styles/shared' },
  outdir: pathOf('dist/public'),
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'esnext',
  logLevel: 'silent',
} satisfies BuildOptions

/** The icon of the pages. */
export const iconFile = pathOf('../../libs/styles/public/icon.svg')

/** The files that pages load, made anew from what stands in the sources; for development. */
export async function bundleSources(): Promise<ReadonlyMap<string, Buffer>> {
  const { outputFiles } = await build({ ...bundledAssets, write: false })
  const bundled = outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)])
  return new Map([...bundled, ['icon.svg', await readFile(iconFile)]] as [string, Buffer][])
}
