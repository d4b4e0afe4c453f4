import type { StoredTables } from '../tables/stored-tables.ts'

/** What can make a backup necessary. */
export const backupReasons = ['scheduled', 'asked', 'migration', 'restore', 'change'] as const

/**
 * Why a backup was made: its time had come, somebody asked for it, or something was about to happen
 * that may go wrong: a migration of the database, a restore, a change of the configuration.
 */
export type BackupReason = (typeof backupReasons)[number]

/** One file of a backup, as it stands on the disk: encrypted if the backup is. */
export interface BackupFile {
  /** Its path inside of the backup, with `/`. */
  readonly name: string
  readonly bytes: number
  /** In hexadecimal digits. */
  readonly sha256: string
}

/** What a backup says of itself. It is written last, so it is there only when all the rest is. */
export interface Manifest {
  readonly format: 1
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly reason: BackupReason
  readonly appVersion: string
  /** Empty where PostgreSQL has the library. */
  readonly sqliteVersion: string
  /** How many migrations the database has had (`user_version`); of an export those that SQLite would have. */
  readonly schemaVersion: number
  /**
   * What the library in it is, for whoever reads prompts of it: a database of SQLite unless told. `tables`:
   * there are only those, as that library was still to be migrated.
   */
  readonly library?: 'export' | 'tables'
  /** All of the database, where PostgreSQL has the library. */
  readonly tables?: StoredTables
  readonly files: readonly BackupFile[]
  /** How many rows each table has; those of the search index are not told, and of an export only prompts and versions. */
  readonly rows: Readonly<Record<string, number>>
  /** The hash of the newest record of each audit trail; null before the first. */
  readonly auditHeads: { readonly library: string | null; readonly supervisor: string | null }
  /**
   * What SQLite's `integrity_check` said of the copy; one that is not whole becomes no backup. Before a
   * migration, for which a start waits, it is only opened and its rows are counted.
   */
  readonly integrity: 'ok'
  readonly encryption: 'none' | 'age'
}
