import { existsSync } from 'node:fs'
import { readdir, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import {
  auditFolderName,
  besideName,
  receiversKeyName,
  receiversKeyPlace,
  receiversName,
  receiversPlace,
} from '../../companions/companion-names.ts'
import { syncPath } from '../../disk/sync-path.ts'

/**
 * Puts what goes with a library in its place, where nothing stands yet; what was put there before an
 * interruption is not there any more to be put. Rejects with a system error.
 */
export async function putCompanions(data: string, incoming: string): Promise<void> {
  const trail = await readdir(join(incoming, auditFolderName)).catch(() => [])
  // The file that grows is the last by its name, so a trail never seems to begin in its middle.
  for (const name of trail.toSorted()) {
    await putFile(join(incoming, auditFolderName, name), join(data, auditFolderName, name))
  }
  await putFile(join(incoming, besideName), join(data, auditFolderName, basename(incoming)))
  await putFile(join(incoming, receiversKeyName), join(data, receiversKeyPlace))
  await putFile(join(incoming, receiversName), join(data, receiversPlace))
}

async function putFile(from: string, to: string): Promise<void> {
  if (!existsSync(from) || existsSync(to)) return
  const folder = dirname(to)
  preparePrivateFolder(folder)
  await rename(from, to)
  await syncPath(folder)
}
