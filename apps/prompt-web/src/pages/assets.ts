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
  const packaged = (path: string) => dirname(fileURLToPath(import.meta.resolve(path)))
  return [
    beside('../../public'),
    // What it has in common with the pages of other services is where tsup.config.ts finds it, too.
    dirname(dirname(packaged('@promptbin/styles/public/styles/shared/tokens.css'))),
    packaged(`htmx.org/dist/${htmx}`),
  ]
}

/** The paths of all files below a folder, each with a slash at its beginning. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replaceAll('\\', '/'))
}

/** Finds the assets of this program; in a bundle their address is made from what they contain. */
export async function findAssets(): Promise<Assets> {
  const folders = foldersOf()
  const [own = '', shared = own] = folders
  const names = await Promise.all([own, shared].map(filesIn))
  const files = new Set([...names.flat().sort(), `/${htmx}`])
  if (!isBundle) return { path: '/assets', folders, files, isFinal: false }
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(join(own, file)))
  return { path: `/assets/${hash.digest('hex').slice(0, 16)}`, folders, files, isFinal: true }
}
