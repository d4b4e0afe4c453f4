import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { dataFolderUnwritable } from '../errors.ts'

/** Where an instance keeps what. */
export interface DataFolder {
  readonly path: string
  readonly logFolder: string
  readonly lockFile: string
  readonly instanceFile: string
}

/** Prompts may be private, so nobody else reads what is created here. */
const ownerOnly = 0o700

/** The places inside of a data folder, whether they exist or not. */
export function locateDataFolder(path: string): DataFolder {
  return {
    path,
    logFolder: join(path, 'logs'),
    lockFile: join(path, 'run', 'lock'),
    instanceFile: join(path, 'run', 'supervisor.json'),
  }
}

/** Makes what is missing of the folder. Throws `PB_DATA_DIR_UNWRITABLE`. */
export function prepareDataFolder(path: string): DataFolder {
  const folder = locateDataFolder(path)
  try {
    for (const needed of [path, folder.logFolder, dirname(folder.lockFile)]) {
      makeFolder(needed)
      accessSync(needed, constants.W_OK | constants.X_OK)
    }
    return folder
  } catch (cause) {
    throw dataFolderUnwritable.with({ cause }, path, (cause as NodeJS.ErrnoException).code ?? '')
  }
}

/**
 * `mkdir -p`. Node's own, with `recursive`, never comes back from a place where nothing can be made
 * although its parent is there, such as /proc.
 */
function makeFolder(path: string): void {
  const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code
  const make = () => mkdirSync(path, { mode: ownerOnly })
  try {
    make()
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    make()
  }
}
