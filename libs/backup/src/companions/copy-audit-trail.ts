import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { listAuditFiles, parseRecord } from '@promptbin/security'
import { auditFolderName } from './companion-names.ts'

/** An audit trail that was copied. */
export interface CopiedTrail {
  /** The files inside of the backup, with `/`. */
  readonly names: readonly string[]
  /** The hash of the last record; null if there is none. */
  readonly head: string | null
}

const LINE_FEED = 0x0a

/**
 * Copies the supervisor's audit trail, which may grow meanwhile, up to its last whole record. Rejects
 * with a system error.
 */
export async function copyAuditTrail(data: string, backup: string): Promise<CopiedTrail> {
  const [from, to] = [join(data, auditFolderName), join(backup, auditFolderName)]
  for (;;) {
    const names = await namesIn(from)
    const isCopied = await copyFiles(names, from, to)
    // A file that became full meanwhile has got another name, and would be missing.
    const isSame = isCopied && (await namesIn(from)).join() === names.join()
    if (isSame) {
      return { names: names.map((name) => `${auditFolderName}/${name}`), head: await headIn(to) }
    }
    await rm(to, { recursive: true })
  }
}

/** Whether all of them were there. */
async function copyFiles(names: readonly string[], from: string, to: string): Promise<boolean> {
  if (names.length > 0) await mkdir(to, { mode: 0o700 })
  try {
    for (const name of names) {
      const content = await readFile(join(from, name))
      const whole = content.subarray(0, content.lastIndexOf(LINE_FEED) + 1)
      await writeFile(join(to, name), whole, { mode: 0o600 })
    }
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await listAuditFiles(folder)).map(({ path }) => basename(path))
}

/** The last line of a trail with a record in it; undefined of an empty one. Rejects with a system error. */
export async function lastLineIn(folder: string): Promise<string | undefined> {
  for (const { path } of (await listAuditFiles(folder)).toReversed()) {
    const line = (await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)
    if (line !== undefined && line !== '') return line
  }
  return undefined
}

/** The hash of the last record of a trail; null if there is none, or it cannot be read. */
export async function headIn(folder: string): Promise<string | null> {
  return parseRecord((await lastLineIn(folder)) ?? '')?.hash ?? null
}
