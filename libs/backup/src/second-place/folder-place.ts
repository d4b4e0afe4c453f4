import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fromFolder, placeBackup } from '../disk/place-backup.ts'
import { listBackups } from '../reading/list-backups.ts'
import { readManifest } from '../reading/read-manifest.ts'
import { removeBackup } from '../retention/remove-backup.ts'
import type { SecondPlace } from './second-place.ts'

/** Another folder, best on another disk; it is made if it is missing, for its owner only. */
export function createFolderPlace(place: string): SecondPlace {
  const copy = async (from: string, id: string, to: string) => {
    await mkdir(to, { recursive: true, mode: 0o700 })
    await placeBackup(to, await readManifest(from, id), fromFolder(join(from, id)))
  }
  return {
    name: place,
    put: (folder, id) => copy(folder, id, place),
    list: () => listBackups(place),
    fetch: (id, folder) => copy(place, id, folder),
    remove: (id) => removeBackup(place, id),
  }
}
