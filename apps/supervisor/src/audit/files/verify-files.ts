import { type AuditHead, type AuditVerdict, ChainCheck } from '@promptbin/security'
import { type FilePosition, readSlice } from './read-slice.ts'

/** Looks at the whole chain of a folder, in slices between which others have their turn. */
export async function verifyFiles(folder: string, anchor: AuditHead | null): Promise<AuditVerdict> {
  const check = new ChainCheck({ anchor })
  let position: FilePosition | undefined
  for (;;) {
    const { lines, next, isLast } = await readSlice(folder, position)
    const isInOrder = lines.every((line) => check.take(line))
    if (isLast || !isInOrder) return check.end()
    position = next
  }
}
