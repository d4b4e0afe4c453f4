import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hashToken, makeToken } from '@promptbin/security'

const ownerOnly = 0o600

/**
 * Makes the key by which the gateway knows programs of the person who runs it, whoever else needs a
 * token, and leaves it where only that person can read it. Gives its hash, for the gateway.
 */
export function writeLocalKey(file: string): string {
  const key = makeToken()
  // An old file keeps its rights, whoever made it.
  rmSync(file, { force: true })
  writeFileSync(file, key, { mode: ownerOnly, flag: 'wx' })
  return hashToken(key)
}

/** The key of the instance that runs; undefined if there is none. */
export function readLocalKey(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Takes it away: no gateway knows it any more. */
export function removeLocalKey(file: string): void {
  rmSync(file, { force: true })
}
