import type { DataFolder } from '../../instance/data-folder.ts'
import { type InstanceDescription, readInstanceFile } from '../../instance/instance-file.ts'
import { isAlive } from '../../process/is-alive.ts'

/** What an instance wrote down of itself, and whether the process that wrote it is there. */
export interface WrittenInstance {
  readonly description: InstanceDescription | null
  /** A process with its pid; after a crash it may be another's. */
  readonly isThere: boolean
}

/** Reads it; null where an instance was stopped as it should, or there never was one. */
export function readInstance({ instanceFile }: DataFolder): WrittenInstance {
  const description = readInstanceFile(instanceFile) ?? null
  return { description, isThere: description !== null && isAlive(description.pid) }
}
