import { createReadStream, createWriteStream } from 'node:fs'
import { Readable, Writable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'

/** A file that is read as the streams of the web are, which age works on. */
export function readPlain(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  const content: unknown = Readable.toWeb(createReadStream(path, { highWaterMark: 2 ** 18 }))
  return content as ReadableStream<Uint8Array<ArrayBuffer>>
}

/** A new file for its owner only; one that is there is not touched. */
const newFile = (path: string) =>
  Writable.toWeb(createWriteStream(path, { mode: 0o600, flags: 'wx' }))

/**
 * Encrypts a file for the recipients, piece by piece whatever its size (age-encryption.org/v1).
 * Rejects with a system error, and for a recipient that is none.
 */
export async function encryptFile(
  from: string,
  to: string,
  recipients: readonly string[],
): Promise<void> {
  const { Encrypter } = await import('age-encryption')
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const encrypted = await encrypter.encrypt(readPlain(from))
  await encrypted.pipeTo(newFile(to))
}

/**
 * What stands in an encrypted file. Each piece is proven to be as it was encrypted before it is given.
 * Rejects with a system error, for a key that does not fit, and for a file that was changed.
 */
export async function readEncrypted(
  path: string,
  identity: string,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { Decrypter } = await import('age-encryption')
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  const content: ReadableStream<Uint8Array> = await decrypter.decrypt(readPlain(path))
  return content as ReadableStream<Uint8Array<ArrayBuffer>>
}

/** Decrypts a file. Rejects as `readEncrypted` does. */
export async function decryptFile(from: string, to: string, identity: string): Promise<void> {
  const decrypted = await readEncrypted(from, identity)
  await decrypted.pipeTo(newFile(to))
}
