import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The file of the supervisor's chain that grows. */
export const auditFileName = 'audit.jsonl'

const fullFile = /^audit-(\d{12})\.jsonl$/

/** One of the files that hold the supervisor's chain. */
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
  const full = names.filter((name) => fullFile.test(name)).sort()
  const growing = names.filter((name) => name === auditFileName)
  return [...full, ...growing].map((name) => ({
    path: join(folder, name),
    firstSeq: name === auditFileName ? undefined : Number(fullFile.exec(name)?.[1]),
  }))
}
