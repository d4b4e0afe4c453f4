import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The file that grows. */
export const AUDIT_FILE_NAME = 'audit.jsonl'

const FULL_FILE = /^audit-(\d{12})\.jsonl$/

/** One of the files that hold the chain. */
export interface AuditFile {
  readonly path: string
  /** The number of its first record; undefined of the file that grows. */
  readonly firstSeq: number | undefined
}

/** What a full file is called from then on. */
export function fullFileName(firstSeq: number): string {
  return `audit-${String(firstSeq).padStart(12, '0')}.jsonl`
}

/** The files of a folder in the order of the chain, the one that grows last; none without a folder. */
export async function listAuditFiles(folder: string): Promise<readonly AuditFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const full = names.filter((name) => FULL_FILE.test(name)).sort()
  const growing = names.filter((name) => name === AUDIT_FILE_NAME)
  return [...full, ...growing].map((name) => ({
    path: join(folder, name),
    firstSeq: name === AUDIT_FILE_NAME ? undefined : Number(FULL_FILE.exec(name)?.[1]),
  }))
}
