export {
  backupsFolderOf,
  configurationName,
  databaseName,
  exportName,
  manifestName,
} from './backup-folder.ts'
export { backupTimeOf, isBackupId, newBackupId } from './backup-id.ts'
export { type CreateBackupOptions, createBackup } from './create/create-backup.ts'
export { type MadeBackup, type MakeBackupOptions, makeBackup } from './create/make-backup.ts'
export { decryptFile, encryptFile } from './encryption/age-files.ts'
export { readIdentity } from './encryption/read-identity.ts'
export {
  backupDamaged,
  backupEncrypted,
  backupFailed,
  backupNotFound,
  backupOnlyTables,
  backupWithoutTables,
  libraryDamaged,
  noIdentity,
  noLibrary,
  noRoom,
  noSecondPlace,
  secondPlaceFailed,
} from './errors.ts'
export {
  type BackupFile,
  type BackupReason,
  backupReasons,
  type Manifest,
} from './manifest/manifest.ts'
export { parseManifest } from './manifest/parse-manifest.ts'
export type { BackupEntry, OpenBackup, ReadingOptions, Verdict } from './reading/backup-entry.ts'
export { listBackups } from './reading/list-backups.ts'
export { openBackup } from './reading/open-backup.ts'
export { readManifest } from './reading/read-manifest.ts'
export { verifyBackup } from './reading/verify-backup.ts'
export { backupsToRemove, type Keep, kept } from './retention/backups-to-remove.ts'
export { removeBackup } from './retention/remove-backup.ts'
export { removeLeftovers } from './retention/remove-leftovers.ts'
export {
  listReplaced,
  type ReplacedLibrary,
  removeReplaced,
} from './retention/replaced-libraries.ts'
export { openSecondPlace } from './second-place/open-second-place.ts'
export type { S3Access, SecondPlace, SecondPlaceSettings } from './second-place/second-place.ts'
