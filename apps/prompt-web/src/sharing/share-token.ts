import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Once } from '@promptbin/prompt-store'

/** 256 random bits: nobody guesses one. */
const tokenBytes = 32

/** Makes what opens a share. A request that is repeated under its key gets the same one again. */
export type MakeShareToken = (once?: Once) => string

/**
 * `secret` is told to nobody but the other processes of this instance, so that each of them gives
 * the same answer to a repeated request; without one there are no others.
 */
export function createTokenMaker(
  secret: string | Uint8Array = randomBytes(tokenBytes),
): MakeShareToken {
  return (once) => {
    if (once === undefined) return randomBytes(tokenBytes).toString('base64url')
    const request = JSON.stringify(['share', once.key, once.fingerprint])
    return createHmac('sha256', secret).update(request).digest('base64url')
  }
}

/** All that is kept of a token: its SHA-256, in hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex')
}
