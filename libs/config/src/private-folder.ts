import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { dataDirUnwritable } from './errors.ts'

/** Prompts may be private, so nobody else reads what is created here. */
const ownerOnly = 0o700

/**
 * Makes what is missing of a folder in the data directory, for its owner only, and sees that it can
 * be written. Throws `PB_DATA_DIR_UNWRITABLE`.
 */
export function preparePrivateFolder(path: string): void {
  try {
    makeFolder(path)
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw dataDirUnwritable.with({ cause }, path, (cause as NodeJS.ErrnoException).code ?? '')
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
