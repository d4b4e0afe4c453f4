import type { Manifest } from '../manifest/manifest.ts'

/** A backup as a list shows it. */
export interface BackupEntry {
  readonly id: string
  /** When it was begun, in milliseconds since 1970. */
  readonly atMs: number
  /** What all of its files take on the disk; what its manifest says, if that can be read. */
  readonly bytes: number
  /** Null if it cannot be read. */
  readonly manifest: Manifest | null
  /** What is wrong, as far as it can be seen without reading the files; null for a good one. */
  readonly fault: string | null
}

/** What a backup was found to be when all of it was read. */
export interface Verdict {
  readonly id: string
  readonly isGood: boolean
  /** Sentences that say what is wrong; none for a good one. */
  readonly faults: readonly string[]
  /** Whether the database was opened: that of an encrypted backup only with an identity. */
  readonly isOpened: boolean
  /** How long that took. */
  readonly durationMs: number
}

/** The parts of a backup that somebody wants to read, until it is closed. */
export interface OpenBackup {
  /**
   * The path of the database, or of the export that the library in it is, which must only be read: of a
   * private copy if it was encrypted.
   */
  readonly database: string
  readonly manifest: Manifest
  /** Removes the private copy, if there is one. */
  close(): Promise<void>
}

/** How encrypted backups are read. */
export interface ReadingOptions {
  /** The private key of age, `AGE-SECRET-KEY-…`. */
  readonly identity?: string
}
