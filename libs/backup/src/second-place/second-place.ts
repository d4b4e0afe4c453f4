import type { BackupEntry } from '../reading/backup-entry.ts'

/** Where backups are kept a second time. Whatever fails rejects with `PB_BACKUP_SECOND_PLACE`. */
export interface SecondPlace {
  /** What it is called in the configuration. */
  readonly name: string
  /** Copies a backup of `folder` there; its manifest goes last, so that what lacks it is none. */
  put(folder: string, id: string): Promise<void>
  /** What is there, the newest first. */
  list(): Promise<readonly BackupEntry[]>
  /** Copies a backup from there into `folder`, where it is found when it is whole. */
  fetch(id: string, folder: string): Promise<void>
  /** Removes a backup, its manifest first. */
  remove(id: string): Promise<void>
}

/** How a storage that speaks S3 is asked. */
export interface S3Access {
  /** Its address; '' for that of Amazon in the region. */
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What the configuration says of the second place. */
export interface SecondPlaceSettings {
  /** A folder, or `s3://bucket/prefix`. */
  readonly place: string
  readonly s3: S3Access
}
