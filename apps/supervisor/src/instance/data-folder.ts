import { dirname, join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'

/** Where an instance keeps what. */
export interface DataFolder {
  readonly path: string
  readonly logFolder: string
  /** What survives a restart of the supervisor. */
  readonly stateFolder: string
  /** Who did what. */
  readonly auditFolder: string
  readonly lockFile: string
  readonly instanceFile: string
  readonly localKeyFile: string
}

/** The places inside of a data folder, whether they exist or not. */
export function locateDataFolder(path: string): DataFolder {
  return {
    path,
    logFolder: join(path, 'logs'),
    stateFolder: join(path, 'state'),
    auditFolder: join(path, 'audit'),
    lockFile: join(path, 'run', 'lock'),
    instanceFile: join(path, 'run', 'supervisor.json'),
    localKeyFile: join(path, 'run', 'local.key'),
  }
}

/** Makes what is missing of the folder, for its owner only. Throws `PB_DATA_DIR_UNWRITABLE`. */
export function prepareDataFolder(path: string): DataFolder {
  const folder = locateDataFolder(path)
  for (const needed of [path, folder.logFolder, dirname(folder.lockFile)]) {
    preparePrivateFolder(needed)
  }
  return folder
}
