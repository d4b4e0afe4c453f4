import { realpathSync, statSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { failpoint, writeAtFailpoint } from '@promptbin/failpoints'

/** A file that is written whole beside the one whose place it is to take. */
export interface StagedFile {
  /** Puts it in that place, at once and for good: whoever reads finds the old or the new one. */
  commit(): Promise<void>
  /** Takes it away again. Never rejects. */
  discard(): Promise<void>
}

const ownerOnly = 0o600
const permissions = 0o777
const ending = '.promptbin-new'

/**
 * Writes a text to the disk beside a file, which is not touched yet; what can fail for want of room
 * or of rights fails here. An existing file keeps its mode and the link that leads to it, a new one
 * is for its owner only (rename(2), fsync(2)). Rejects with a system error.
 */
export async function stageFile(file: string, text: string): Promise<StagedFile> {
  const target = realPathOf(file)
  const folder = dirname(target)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const staged = join(folder, `.${basename(target)}.${process.pid}${ending}`)
  const mode = statSync(target, { throwIfNoEntry: false })?.mode ?? ownerOnly
  const discard = () => rm(staged, { force: true }).catch(() => {})
  try {
    await using handle = await open(staged, 'w', ownerOnly)
    await handle.chmod(mode & permissions)
    await writeAtFailpoint('configuration.file.writing', text, (part) => handle.writeFile(part))
    await handle.sync()
    failpoint('configuration.file.written')
  } catch (error) {
    await discard()
    throw error
  }
  return {
    discard,
    commit: async () => {
      await rename(staged, target)
      failpoint('configuration.file.renamed')
      // The new name is on the disk only when its folder is.
      await using handle = await open(folder)
      await handle.sync()
    },
  }
}

/** Removes what a process left in a folder that was killed before it could commit. */
export async function removeStaged(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  const left = names.filter((name) => name.startsWith('.') && name.endsWith(ending))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true }).catch(() => {})))
}

function realPathOf(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
