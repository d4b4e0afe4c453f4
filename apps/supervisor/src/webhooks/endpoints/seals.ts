import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'

/** Keeps texts so that a copy of the state folder does not tell them. */
export interface Seals {
  /** `owner` is whose text it is: it opens for nobody else. */
  seal(text: string, owner: string): string
  /** Undefined for what was sealed with another key, for somebody else, or is damaged. */
  open(sealed: string, owner: string): string | undefined
}

const algorithm = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const ownerOnly = 0o600

/**
 * Seals with AES-256-GCM (NIST SP 800-38D) and the key in a file apart from what is sealed, which is
 * made when it is missing. What signs must be known again, so it cannot be a hash. Throws
 * `PB_DATA_DIR_UNWRITABLE`, and what writing the file throws.
 */
export function openSeals(keyFile: string): Seals {
  const key = readKey(keyFile) ?? makeKey(keyFile)
  return {
    seal(text, owner) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(owner))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed, 'base64')
      if (bytes.length < nonceBytes + tagBytes) return undefined
      const [nonce, tag] = [
        bytes.subarray(0, nonceBytes),
        bytes.subarray(nonceBytes).subarray(0, tagBytes),
      ]
      try {
        const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag)
        const text = decipher.update(bytes.subarray(nonceBytes + tagBytes))
        return Buffer.concat([text, decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

function readKey(file: string): Buffer | undefined {
  try {
    const key = readFileSync(file)
    return key.length === keyBytes ? key : undefined
  } catch {
    return undefined
  }
}

function makeKey(file: string): Buffer {
  preparePrivateFolder(dirname(file))
  const key = randomBytes(keyBytes)
  const descriptor = openSync(file, 'w', ownerOnly)
  try {
    writeSync(descriptor, key)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  return key
}
