import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A file or folder of the data folder; never what is in it. */
export interface DataFile {
  /** From the data folder on. */
  readonly path: string
  readonly bytes: number
  readonly changedAt: string
  /** As `ls` has it, in octal: 600 is for the owner alone. */
  readonly rights: string
  readonly owner: number
}

/** More than a healthy folder ever has. */
const mostFiles = 1500

/** The files of a data folder, by their path. Rejects with a system error. */
export async function readDataFolder(
  folder: string,
): Promise<{ readonly items: readonly DataFile[] }> {
  const names = await readdir(folder, { recursive: true, encoding: 'utf8' })
  const paths = ['.', ...names.sort().slice(0, mostFiles)]
  const items = await Promise.all(paths.map((path) => describe(folder, path)))
  return { items: items.filter((item) => item !== undefined) }
}

/** Undefined of one that has gone meanwhile. */
async function describe(folder: string, path: string): Promise<DataFile | undefined> {
  const found = await lstat(join(folder, path)).catch(() => undefined)
  return (
    found && {
      path,
      bytes: found.size,
      changedAt: found.mtime.toISOString(),
      rights: (found.mode & 0o777).toString(8),
      owner: found.uid,
    }
  )
}
