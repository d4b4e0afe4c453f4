import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { syncPath } from '../disk/sync-path.ts'
import { replacedName } from '../restore/swap/library-parts.ts'

/** A library that was in use until a restore or a recovery took its place. */
export interface ReplacedLibrary {
  /** Of its folder. */
  readonly name: string
  /** When it was replaced, in milliseconds since 1970. */
  readonly atMs: number
  /** What its files take on the disk. */
  readonly bytes: number
}

/** So many are kept, */
const mostKept = 5

/** for so long, in milliseconds: whoever misses something has missed it by then. */
const longestKeptMs = 90 * 24 * 60 * 60 * 1_000

const form = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z(?:-\d+)?$/

/**
 * The libraries that a data folder keeps from before, the newest first; folders of other names are left
 * out. Rejects with a system error.
 */
export async function listReplaced(data: string): Promise<readonly ReplacedLibrary[]> {
  const folder = join(data, replacedName)
  const names = (await readdir(folder).catch(() => [])).filter((name) => form.test(name))
  const libraries: ReplacedLibrary[] = []
  for (const name of names.toSorted().reverse()) {
    const atMs = Date.parse(name.replace(form, '$1-$2-$3T$4:$5:$6.$7Z'))
    libraries.push({ name, atMs, bytes: await sizeOf(join(folder, name)) })
  }
  return libraries.toSorted((one, other) => other.atMs - one.atMs)
}

/** Of the newest first, the names of those that nobody needs any more; never that of the first. */
export function replacedToRemove(
  libraries: readonly ReplacedLibrary[],
  now: number,
): readonly string[] {
  return libraries
    .filter(({ atMs }, index) => index > 0 && (index >= mostKept || now - atMs > longestKeptMs))
    .map(({ name }) => name)
}

/** Removes the libraries that nobody needs any more, and gives their names. Rejects with a system error. */
export async function removeReplaced(data: string, now: number): Promise<readonly string[]> {
  const names = replacedToRemove(await listReplaced(data), now)
  for (const name of names) await rm(join(data, replacedName, name), { recursive: true })
  if (names.length > 0) await syncPath(join(data, replacedName))
  return names
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name))).size
  return bytes
}
