import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type LogLimits, largestFileBytes } from './rotation.ts'

/** The current file of a log; older ones are `promptbin.log.1`, the youngest of them, and so on. */
export const LOG_FILE_NAME = 'promptbin.log'

/** One file of a log. */
export interface LogPart {
  readonly path: string
  /** 0 is the current file. */
  readonly index: number
  readonly bytes: number
  /** Names the file whatever it is renamed to. */
  readonly inode: number
}

const olderName = /^promptbin\.log\.(\d{1,5})$/

/** The files of the log in a folder, oldest first; none of a folder that is missing. */
export async function listLogParts(folder: string): Promise<readonly LogPart[]> {
  const names = await readdir(folder).catch(() => [])
  const indexes = names.flatMap((name) => {
    if (name === LOG_FILE_NAME) return [0]
    const index = olderName.exec(name)?.[1]
    return index === undefined ? [] : [Number(index)]
  })
  const parts = await Promise.all(
    indexes.toSorted((a, b) => b - a).map((index) => describe(folder, index)),
  )
  return parts.filter((part) => part !== undefined)
}

async function describe(folder: string, index: number): Promise<LogPart | undefined> {
  const path = pathOf(folder, index)
  try {
    const { size: bytes, ino: inode } = await stat(path)
    return { path, index, bytes, inode }
  } catch {
    // It was renamed or removed meanwhile.
    return undefined
  }
}

function pathOf(folder: string, index: number): string {
  return join(folder, index === 0 ? LOG_FILE_NAME : `${LOG_FILE_NAME}.${index}`)
}

/**
 * Sets the current file aside as the youngest older one. Each step leaves a log that is whole: a
 * process that ends between two of them leaves a gap in the numbers, which the next time closes.
 */
export async function setCurrentAside(folder: string): Promise<void> {
  const taken = new Set((await listLogParts(folder)).map(({ index }) => index))
  let free = 1
  while (taken.has(free)) free += 1
  for (let index = free; index > 0; index -= 1) {
    await rename(pathOf(folder, index - 1), pathOf(folder, index))
  }
}

/** Removes the oldest files, so that what is left and a full current file stay within the limits. */
export async function removeSurplus(folder: string, limits: LogLimits): Promise<void> {
  let bytes = largestFileBytes(limits)
  const parts = await listLogParts(folder)
  const older = parts.filter(({ index }) => index > 0).toReversed()
  for (const [position, part] of older.entries()) {
    bytes += part.bytes
    if (position < limits.keepFiles && bytes <= limits.maxTotalBytes) continue
    await rm(part.path, { force: true })
  }
}
