import { link, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { syncPath } from '../../disk/sync-path.ts'
import { databasePart, derivedFile, otherParts } from './library-parts.ts'

const isCode = (error: unknown, ...codes: readonly string[]) =>
  codes.includes((error as NodeJS.ErrnoException).code ?? '')

/** Renames a file and says whether it was there. */
async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
}

/** What file systems without hard links answer (link(2)). */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

/** Gives a file a second name, so that its place is never empty; without links it moves there. */
async function linkIfThere(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (isCode(error, 'ENOENT', 'EEXIST')) return
    if (!isCode(error, ...noLinks)) throw error
    await moveIfThere(from, to)
  }
}

/** Keeps the library that is there in another folder; its database is in both until another comes. */
export async function keepAside(data: string, replaced: string): Promise<void> {
  preparePrivateFolder(replaced)
  await syncPath(dirname(replaced))
  await linkIfThere(join(data, databasePart.place), join(replaced, databasePart.name))
  for (const { name, place } of otherParts)
    await moveIfThere(join(data, place), join(replaced, name))
  await syncPath(replaced)
}

/** Puts the database of a folder in its place, in one step. */
export async function putDatabase(data: string, incoming: string): Promise<void> {
  await rm(join(data, derivedFile), { force: true })
  await rename(join(incoming, databasePart.name), join(data, databasePart.place))
  await syncPath(data)
}

/** Puts what goes with the database in its place. */
export async function putOthers(data: string, incoming: string): Promise<void> {
  for (const { name, place } of otherParts) {
    const folder = dirname(join(data, place))
    preparePrivateFolder(folder)
    if (await moveIfThere(join(incoming, name), join(data, place))) await syncPath(folder)
  }
}
