import { open } from 'node:fs/promises'

/** Waits until a file, or the names in a folder, are on the disk (fsync(2)). Rejects with a system error. */
export async function syncPath(path: string): Promise<void> {
  await using handle = await open(path)
  await handle.sync()
}
