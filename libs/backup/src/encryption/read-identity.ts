import { readFile } from 'node:fs/promises'
import { noIdentity } from '../errors.ts'

/** X25519, or the kind that withstands quantum computers. */
const IDENTITY = /^AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]+$/m

/**
 * Reads the private key of age from a file as `age-keygen` writes it, with comments. Rejects with
 * `PB_BACKUP_NO_IDENTITY`.
 */
export async function readIdentity(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw noIdentity.with({ cause }, file)
  })
  const identity = IDENTITY.exec(text)?.[0]
  if (identity === undefined) throw noIdentity(file)
  return identity
}
