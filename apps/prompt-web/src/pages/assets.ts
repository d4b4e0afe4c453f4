import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What browsers load beside the pages. */
export interface Assets {
  /** Where they are served, without a slash at the end. */
  readonly path: string
  /** Where they stand, the first folder that has a file wins. */
  readonly folders: readonly string[]
  /** Their paths below `path`, each with a slash at its beginning; nothing else is served. */
  readonly files: ReadonlySet<string>
  /** Whether `path` changes with the content, so that browsers need never ask again. */
  readonly isFinal: boolean
}

const htmx = 'htmx.min.js'

/** The bundle brings everything in one folder beside it, see tsup.config.ts. */
const isBundle = !import.meta.url.endsWith('.ts')

function foldersOf(): readonly string[] {
  const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  if (isBundle) return [beside('./public')]
  const htmxFile = fileURLToPath(import.meta.resolve(`htmx.org/dist/${htmx}`))
  return [beside('../../public'), dirname(htmxFile)]
}

/** Finds the assets of this program; in a bundle their address is made from what they contain. */
export async function findAssets(): Promise<Assets> {
  const folders = foldersOf()
  const [own = ''] = folders
  const names = (await readdir(own, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(own.length).replaceAll('\\', '/'))
  const files = new Set([...names.sort(), `/${htmx}`])
  if (!isBundle) return { path: '/assets', folders, files, isFinal: false }
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(join(own, file)))
  return { path: `/assets/${hash.digest('hex').slice(0, 16)}`, folders, files, isFinal: true }
}
