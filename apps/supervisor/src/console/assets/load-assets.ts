import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A file that pages load. */
export interface Asset {
  readonly type: string
  readonly content: Buffer
}

/** All files that pages load, by name. */
export interface Assets {
  /** Where they are served, without a slash at the end. */
  readonly path: string
  readonly files: ReadonlyMap<string, Asset>
  /** Whether `path` changes with the content, so that browsers need never ask again. */
  readonly isFinal: boolean
}

/** What a page loads; tsup.config.ts makes them. */
export const assetNames = ['main.css', 'main.js', 'charts.js', 'icon.svg'] as const

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** The bundle brings them in a folder beside it. */
const isBundle = !import.meta.url.endsWith('.ts')

/** Reads the files; from the sources they are bundled first, so development needs no build. */
export async function loadAssets(): Promise<Assets> {
  const contents = isBundle ? await readBundled() : await bundleSources()
  const hash = createHash('sha256')
  const files = new Map<string, Asset>()
  for (const [name, content] of contents) {
    hash.update(name).update(content)
    files.set(name, { type: types[extname(name)] ?? 'application/octet-stream', content })
  }
  const version = isBundle ? hash.digest('hex').slice(0, 16) : 'sources'
  return { path: `/console/assets/${version}`, files, isFinal: isBundle }
}

async function readBundled(): Promise<ReadonlyMap<string, Buffer>> {
  const folder = new URL('./public/', import.meta.url)
  const read = async (name: string) =>
    [name, await readFile(fileURLToPath(new URL(name, folder)))] as const
  return new Map(await Promise.all(assetNames.map(read)))
}

async function bundleSources(): Promise<ReadonlyMap<string, Buffer>> {
  // Named so that no bundler follows it: the bundler itself is no part of what is deployed.
  const module = new URL('./bundle-sources.ts', import.meta.url).href
  const bundler = (await import(module)) as typeof import('./bundle-sources.ts')
  return bundler.bundleSources()
}
