import { randomBytes } from 'node:crypto'

const form = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-[0-9a-f]{4}$/

/** The name of a backup: when it was begun, in UTC, and four random hexadecimal digits. */
export function newBackupId(nowMs: number): string {
  const time = new Date(nowMs).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')
  return `${time}-${randomBytes(2).toString('hex')}`
}

/** Whether a name is that of a backup, so that it can be part of a path. */
export function isBackupId(name: string): boolean {
  return !Number.isNaN(backupTimeOf(name))
}

/** When a backup was begun, in milliseconds since 1970, to the second; NaN for what is no name. */
export function backupTimeOf(id: string): number {
  return Date.parse(id.replace(form, '$1-$2-$3T$4:$5:$6Z'))
}
