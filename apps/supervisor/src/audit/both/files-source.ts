import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditHead } from '@promptbin/security'
import { readBack } from '../files/read-back.ts'
import { type FilePosition, readSlice } from '../files/read-slice.ts'
import { verifyFiles } from '../files/verify-files.ts'
import { parseHead } from '../open-audit.ts'
import type { AuditSource } from './audit-source.ts'

/** The chain of the supervisor, read from its files, whether an instance runs or not. */
export function filesSource({
  auditFolder: folder,
  stateFolder,
}: {
  readonly auditFolder: string
  readonly stateFolder: string
}): AuditSource {
  return {
    name: 'supervisor',
    list: (query) => readBack(folder, query),
    async *lines() {
      let position: FilePosition | undefined
      for (let isLast = false; !isLast; ) {
        const slice = await readSlice(folder, position)
        yield* slice.lines
        position = slice.next
        isLast = slice.isLast
      }
    },
    // What was noted before is read before, as the chain may go on meanwhile.
    verify: async () => verifyFiles(folder, await readAnchor(stateFolder)),
  }
}

/** The end that was noted apart from the chain; null if there is none to be read. */
async function readAnchor(stateFolder: string): Promise<AuditHead | null> {
  try {
    const text = await readFile(join(stateFolder, 'audit-head.json'), 'utf8')
    return parseHead(JSON.parse(text).value) ?? null
  } catch {
    return null
  }
}
