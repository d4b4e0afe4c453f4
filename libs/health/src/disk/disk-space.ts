import { statfs } from 'node:fs/promises'

/** What a disk has, and what of it this account may still use. */
export interface DiskSpace {
  readonly freeBytes: number
  readonly totalBytes: number
  /** Every file takes one; both are 0 on file systems that do not count them. */
  readonly freeInodes: number
  readonly totalInodes: number
}

/** Asks the system for the disk of a folder (statfs(2)). Rejects with a system error. */
export async function readDiskSpace(folder: string): Promise<DiskSpace> {
  const { bsize, blocks, bavail, files, ffree } = await statfs(folder)
  return {
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    freeInodes: ffree,
    totalInodes: files,
  }
}
