import { randomBytes } from 'node:crypto'

/** What every secret begins with (Standard Webhooks, "Symmetric signatures"). */
const prefix = 'whsec_'

/** From 24 to 64 by the specification. */
const secretBytes = 32

/** Makes a secret that nobody can guess: `whsec_` and the Base64 of 32 random bytes. */
export function makeSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64')
}

/** The bytes with which a secret signs. */
export function secretKey(secret: string): Buffer {
  return Buffer.from(secret.slice(prefix.length), 'base64')
}
