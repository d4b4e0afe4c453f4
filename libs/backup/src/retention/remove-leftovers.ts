import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readingPrefix } from '../backup-folder.ts'

/** Nobody makes or reads one backup for that long; what is older was left by a process that ended. */
const leftAfterMs = 6 * 60 * 60 * 1_000

const isUnfinished = (name: string) =>
  name.startsWith(readingPrefix) || (name.startsWith('.') && name.endsWith('.partial'))

/**
 * Removes backups that were never finished, and copies that were made to be read, when they are so
 * old: six hours unless told, 0 for whoever knows that nobody works there. `now` is in milliseconds
 * since 1970. Rejects with a system error.
 */
export async function removeLeftovers(
  folder: string,
  now: number,
  ageMs: number = leftAfterMs,
): Promise<void> {
  for (const name of (await readdir(folder)).filter(isUnfinished)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (Math.floor(mtimeMs) <= now - ageMs) await rm(path, { recursive: true, force: true })
  }
}
