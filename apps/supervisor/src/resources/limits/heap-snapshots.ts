import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'

/** Each is as large as a full heap, and of a leak the second one says what the first does. */
const mostSnapshots = 2

/**
 * Where V8 may write the heap of a process that is nearly full; undefined when there are enough
 * already, so that a crash loop does not fill the disk with them.
 */
export function heapSnapshotFolder(stateFolder: string): string | undefined {
  const folder = join(stateFolder, 'heap-snapshots')
  try {
    preparePrivateFolder(folder)
    return readdirSync(folder).length < mostSnapshots ? folder : undefined
  } catch {
    return undefined
  }
}
