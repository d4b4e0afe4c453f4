import type { BackupReason } from '@promptbin/backup'

/** The last backup that was made. */
export interface LastBackup {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly reason: BackupReason
  readonly bytes: number
  readonly durationMs: number
  /** Why it is not in the second place; null if it is, or there is none. */
  readonly secondPlaceFault: string | null
}

/** The last one that was not made, if none was since. */
export interface FailedBackup {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly code: string
  readonly message: string
}

/** What is remembered of backups over restarts. */
export interface BackupState {
  /** From when on backups are made here, ISO 8601: the first is due an interval later. */
  readonly since: string
  readonly last: LastBackup | null
  readonly failed: FailedBackup | null
}

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value))

/** Reads what was remembered; undefined for what it cannot be. */
export function parseBackupState(value: unknown): BackupState | undefined {
  const { since, last, failed } = Object(value) as Partial<BackupState>
  const isLast = last === null || (isTime(last?.at) && typeof last?.id === 'string')
  const isFailed = failed === null || (isTime(failed?.at) && typeof failed?.message === 'string')
  return isTime(since) && isLast && isFailed ? (value as BackupState) : undefined
}
