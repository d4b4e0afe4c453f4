import { existsSync } from 'node:fs'
import { copyFile, rm, stat, statfs } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { recoveryNoRoom } from './errors.ts'

const mebibyte = 2 ** 20

/** The damaged library, the backup and the new library stand beside each other for a while. */
const copies = 3

/**
 * Copies a library that may be damaged and in use, to be read and mended at will. SQLite copies what
 * it can open as of one moment; nobody writes to what it cannot, so that is copied as it is.
 */
export async function copyDamaged(file: string, copy: string): Promise<void> {
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      await backup(database, copy)
    } finally {
      database.close()
    }
  } catch {
    await rm(copy, { force: true })
    await copyFile(file, copy)
    const log = `${file}-wal`
    if (existsSync(log)) await copyFile(log, `${copy}-wal`)
  }
}

/** Rejects with `PB_RECOVER_NO_ROOM`. */
export async function checkRoom(folder: string, file: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const { size } = await stat(file)
  const [needed, free] = [copies * size, bavail * bsize]
  if (free < needed) {
    throw recoveryNoRoom(Math.ceil(needed / mebibyte), Math.floor(free / mebibyte))
  }
}
