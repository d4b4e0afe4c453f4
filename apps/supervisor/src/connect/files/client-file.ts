import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { clientFileChanged } from '../errors.ts'

/** Servers of other programs may have keys in it. */
const ownerOnly = 0o600

/** The text of a file; null when there is none. Throws what the system says otherwise. */
export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/**
 * Replaces a file in one step, or removes it with null: nobody ever reads half of it, and it keeps its
 * rights. A link is followed. Throws PB_CLIENT_FILE_CHANGED when it is not what it was.
 */
export function replaceText(file: string, before: string | null, after: string | null): void {
  const target = targetOf(file)
  if (readText(target) !== before) throw clientFileChanged(file)
  if (after === null) {
    rmSync(target)
    return
  }
  mkdirSync(dirname(target), { recursive: true })
  const next = `${target}.${randomUUID()}.next`
  const mode = before === null ? ownerOnly : statSync(target).mode & 0o777
  const descriptor = openSync(next, 'wx', mode)
  try {
    writeFileSync(descriptor, after)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(next, target)
}

/** By which it is known whether a text is still the same. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function targetOf(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
