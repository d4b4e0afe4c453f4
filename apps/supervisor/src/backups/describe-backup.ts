import type { BackupEntry } from '@promptbin/backup'
import type { OutputOf } from '@promptbin/operations'

type BackupItem = OutputOf<'list_backups'>['items'][number]

/** A backup as the API tells of it; what is not known is null, so that all have the same keys. */
export function describeBackup({ id, atMs, bytes, manifest, fault }: BackupEntry): BackupItem {
  return {
    id,
    createdAt: new Date(atMs).toISOString(),
    reason: manifest?.reason ?? null,
    bytes,
    appVersion: manifest?.appVersion ?? null,
    schemaVersion: manifest?.schemaVersion ?? null,
    rows: manifest?.rows ?? null,
    encryption: manifest?.encryption ?? null,
    fault,
  }
}
