import { stat, statfs } from 'node:fs/promises'
import { noRoom } from '../errors.ts'

/** What stays free beside a backup, so that the library can go on being written. */
const reserveBytes = 32 * 2 ** 20

/**
 * Sees that a folder has room for a copy of a database, and for a second one where it is encrypted:
 * a backup that fills the disk would do more harm than good. Rejects with `PB_BACKUP_NO_ROOM`.
 */
export async function assertRoom(
  folder: string,
  database: string,
  isEncrypted: boolean,
): Promise<void> {
  const sizes = await Promise.all(
    [database, `${database}-wal`].map(async (path) => {
      const { size } = await stat(path).catch(() => ({ size: 0 }))
      return size
    }),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const neededBytes = bytes * (isEncrypted ? 2 : 1) + reserveBytes
  const { bavail, bsize } = await statfs(folder)
  const freeBytes = bavail * bsize
  if (freeBytes < neededBytes) throw noRoom(inMegabytes(neededBytes), inMegabytes(freeBytes))
}

const inMegabytes = (bytes: number) => Math.ceil(bytes / 1e6)
