import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Once } from '@promptbin/prompt-store'

/** 256 random bits: nobody guesses one. */
const tokenBytes = 32

/** Made anew with every start of the process, and told to nobody. */
const secret = randomBytes(tokenBytes)

/** What opens a share. A request that is repeated under its key gets the same one again. */
export function makeToken(once?: Once): string {
  if (once === undefined) return randomBytes(tokenBytes).toString('base64url')
  const request = JSON.stringify([once.key, once.fingerprint])
  return createHmac('sha256', secret).update(request).digest('base64url')
}

/** All that is kept of a token: its SHA-256, in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}
