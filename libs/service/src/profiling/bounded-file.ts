import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { profileTooLarge } from './errors.ts'

/** Adds a text to a file. Never throws: what V8 calls may not, so a failure is told at the end. */
export type WriteText = (text: string) => void

export interface BoundedFileOptions {
  readonly file: string
  readonly maxBytes: number
}

/**
 * Lets `fill` write a file that is there, empty and for its owner only. Returns its size in bytes.
 * Throws `PB_PROFILE_TOO_LARGE` and what the file system throws; then the file is gone.
 */
export async function fillBoundedFile(
  { file, maxBytes }: BoundedFileOptions,
  fill: (write: WriteText) => Promise<void>,
): Promise<number> {
  // Never made here: whoever asked and did not wait so long has taken it away.
  const descriptor = openSync(file, 'r+')
  let bytes = 0
  let failure: unknown
  const write = (text: string) => {
    if (failure !== undefined) return
    try {
      if (bytes + Buffer.byteLength(text) > maxBytes) throw profileTooLarge(maxBytes)
      bytes += writeAll(descriptor, Buffer.from(text))
    } catch (error) {
      failure = error
    }
  }
  try {
    await fill(write)
    if (failure !== undefined) throw failure
    return bytes
  } catch (error) {
    rmSync(file, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** One call may write a part only, on a disk that is nearly full. */
function writeAll(descriptor: number, data: Buffer): number {
  let written = 0
  while (written < data.length) written += writeSync(descriptor, data, written)
  return written
}
