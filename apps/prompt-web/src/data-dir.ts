import { access, constants, mkdir } from 'node:fs/promises'
import { dataDirUnwritable } from './errors.ts'

/** Only the user who runs PromptBin may look into the library. */
const privateMode = 0o700

/** Makes sure that the data folder is there and writable. Throws `PB_DATA_DIR_UNWRITABLE`. */
export async function prepareDataDir(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: privateMode })
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw dataDirUnwritable.with({ cause }, directory, reason)
  }
}
