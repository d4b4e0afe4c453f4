import { DatabaseSync } from 'node:sqlite'
import { instanceRunning } from '../errors.ts'
import type { DataFolder } from './data-folder.ts'
import { readInstanceFile } from './instance-file.ts'

/** Proof that this process alone keeps a data folder. */
export interface InstanceLock {
  release(): void
}

/** SQLite's result code for a lock that another connection holds (sqlite.org/rescode.html). */
const sqliteBusy = 5

/**
 * Takes the lock, or gives undefined when another process holds it. The file is an empty SQLite
 * database with an exclusive transaction: the operating system frees it when this process dies,
 * however it dies, so there is no stale lock to recognise (docs/decisions/0002-instance-lock.md).
 * Never open the file in another way: POSIX drops a process's lock with any of its descriptors.
 */
export function acquireInstanceLock(file: string): InstanceLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined
    throw error
  }
}

/** Takes the lock of a data folder. Throws `PB_INSTANCE_RUNNING`, naming who has it. */
export function takeInstanceLock({
  lockFile,
  instanceFile,
}: Pick<DataFolder, 'lockFile' | 'instanceFile'>): InstanceLock {
  const lock = acquireInstanceLock(lockFile)
  if (lock) return lock
  const { pid, web } = readInstanceFile(instanceFile) ?? {}
  throw instanceRunning(pid ?? 'unknown', web?.url ?? 'just starting or stopping')
}
