import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { type StateLog, setAside } from './state-file.ts'

export interface SetAsideForeignOptions {
  /** A list of JSON lines, which may be missing. */
  readonly file: string
  /** Whether a value is an entry of the list. May throw. */
  readonly isOurs: (value: unknown) => boolean
  readonly log: StateLog
}

/** As much of each end is looked at; an entry is far shorter. */
const lookedAtBytes = 64 * 1024

/**
 * Renames a list of which neither the beginning nor the end has an entry of ours, and tells of it.
 * Single damaged lines are no reason: whoever reads the list passes them over.
 */
export function setAsideForeign({ file, isOurs, log }: SetAsideForeignOptions): void {
  const lines = readEnds(file)
  if (lines === undefined) return
  const isEntry = (line: string) => {
    try {
      return isOurs(JSON.parse(line))
    } catch {
      return false
    }
  }
  if (!lines.some(isEntry)) setAside(file, 'nothing in it is of the form that is needed', log)
}

/** The lines at both ends; undefined for a file that is missing, closed to us or empty. */
function readEnds(file: string): readonly string[] | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(file, 'r')
    const { size } = fstatSync(descriptor)
    if (size === 0) return undefined
    const read = (from: number, descriptor: number) => {
      const bytes = Buffer.alloc(Math.min(size, lookedAtBytes))
      const count = readSync(descriptor, bytes, 0, bytes.length, from)
      return bytes.toString('utf8', 0, count).split('\n')
    }
    return [...read(0, descriptor), ...read(Math.max(0, size - lookedAtBytes), descriptor)]
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
