import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileSinkSetting } from '@promptbin/config'
import type { Sink } from '../sink.ts'
import { abortable } from './abortable.ts'

/** What is in the log is for its owner only. */
const mode = 0o600

/**
 * Appends to a file, whole batches or nothing. It is opened anew each time, so that whoever moves it
 * away gets a new one. A disk that hangs is asked by one thread at most.
 */
export function createFileSink(setting: FileSinkSetting): Sink {
  let writing: Promise<void> | undefined
  return {
    async send({ bytes }, signal) {
      // What has not come back from before may still do harm: first that.
      await abortable(writing, signal)
      writing = append(setting, bytes).finally(() => {
        writing = undefined
      })
      await abortable(writing, signal)
      return {}
    },
    close() {},
  }
}

async function append(setting: FileSinkSetting, bytes: Buffer): Promise<void> {
  const { path, maxSizeBytes } = setting
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const size = await writeWhole(path, bytes)
  if (size >= maxSizeBytes) await rotate(setting)
}

/** The size of the file after it. */
async function writeWhole(path: string, bytes: Buffer): Promise<number> {
  const file = await open(path, 'a', mode)
  try {
    const { size } = await file.stat()
    await writeOrTakeBack(file, bytes, size)
    return size + bytes.length
  } finally {
    await file.close()
  }
}

async function writeOrTakeBack(file: FileHandle, bytes: Buffer, size: number): Promise<void> {
  try {
    await file.writeFile(bytes)
  } catch (error) {
    // On a full disk a part may have been written, and everything is written again later.
    await file.truncate(size)
    throw error
  }
}

/** `path` becomes `path.1`, that `path.2`, and the last one goes. */
async function rotate({ path, keep }: FileSinkSetting): Promise<void> {
  if (keep === 0) return rm(path, { force: true })
  for (let number = keep - 1; number >= 0; number -= 1) {
    const from = number === 0 ? path : `${path}.${number}`
    await rename(from, `${path}.${number + 1}`).catch(unlessMissing)
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
