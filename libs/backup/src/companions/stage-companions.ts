import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { encryptedEnding } from '../backup-folder.ts'
import { syncPath } from '../disk/sync-path.ts'
import { decryptFile } from '../encryption/age-files.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { isCompanion } from './companion-names.ts'

export interface StageOptions {
  /** The folder of the backup, which was verified. */
  readonly backup: string
  readonly manifest: Manifest
  /** The private key of age, if the backup is encrypted. */
  readonly identity?: string | undefined
  /** Where the library is made. */
  readonly target: string
}

/** Brings what goes with a library beside the one that is made of a backup. Rejects with a system error. */
export async function stageCompanions(options: StageOptions): Promise<void> {
  const { backup, manifest, identity, target } = options
  for (const { name: stored } of manifest.files.filter(({ name }) => isCompanion(name))) {
    const isPlain = !stored.endsWith(encryptedEnding)
    const name = isPlain ? stored : stored.slice(0, -encryptedEnding.length)
    const [from, to] = [join(backup, stored), join(target, name)]
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    if (isPlain || identity === undefined) await copyFile(from, to)
    else await decryptFile(from, to, identity)
    await chmod(to, 0o600)
    await syncPath(to)
    await syncPath(dirname(to))
  }
}
