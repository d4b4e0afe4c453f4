import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** The size and the SHA-256 of a file, in hexadecimal digits. Rejects with a system error. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  const content = createReadStream(path, { highWaterMark: 2 ** 20 })
  await pipeline(content, hash)
  return { bytes: content.bytesRead, sha256: hash.digest('hex') }
}
