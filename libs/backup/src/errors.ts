import { defineError } from '@promptbin/errors'

/** Values: the name that was asked for. */
export const backupNotFound = defineError({
  code: 'PB_BACKUP_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no backup named "%s".',
  hint: 'See the names that there are with "promptbin backup list".',
})

/** Values: its name, what is wrong. */
export const backupDamaged = defineError({
  code: 'PB_BACKUP_DAMAGED',
  status: 500,
  class: 'permanent',
  severity: 'error',
  message: 'The backup %s cannot be used: %s.',
  hint: 'Use another one: "promptbin backup list" shows them.',
  operatorHint:
    'Look whether the disk is failing, and remove the backup when nobody needs to look at it.',
})

/** Values: its name. */
export const backupEncrypted = defineError({
  code: 'PB_BACKUP_ENCRYPTED',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The backup %s is encrypted, and there is no key that opens it.',
  hint: 'Name the file with the identity of age in backup.identity_file.',
})

/** Values: its name. */
export const backupWithoutTables = defineError({
  code: 'PB_BACKUP_NO_TABLES',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The backup %s does not hold all tables of a PostgreSQL database.',
  hint: 'It has prompts with their versions and labels: start PromptBin on the database, and bring them in with "promptbin backup restore".',
})

/** Values: its name, the same. */
export const backupOnlyTables = defineError({
  code: 'PB_BACKUP_ONLY_TABLES',
  status: 409,
  class: 'user',
  severity: 'info',
  message:
    'The backup %s was made before a migration, and can be restored only as a whole, into an empty PostgreSQL database.',
  hint: 'Name that one: "promptbin backup restore %s --into postgres://db.example.org/promptbin".',
})

/** Values: what went wrong. */
export const backupFailed = defineError({
  code: 'PB_BACKUP_FAILED',
  status: 500,
  class: 'permanent',
  severity: 'error',
  message: 'No backup was made: %s.',
  hint: 'The backups that there are stay as they are.',
  operatorHint: 'Mend what is said, then make one with "promptbin backup create".',
})

/** Values: the megabytes that it needs, those that are free. */
export const noRoom = defineError({
  code: 'PB_BACKUP_NO_ROOM',
  status: 507,
  class: 'permanent',
  severity: 'error',
  message: 'No backup was made: it needs %d MB on the disk of the data folder, and %d MB are free.',
  hint: 'The backups that there are stay as they are.',
  operatorHint: 'Make room on that disk, then make one with "promptbin backup create".',
})

/** Values: the first thing that SQLite found. */
export const libraryDamaged = defineError({
  code: 'PB_BACKUP_LIBRARY_DAMAGED',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'No backup was made, as the library is damaged: %s.',
  hint: 'Keep the backups that there are; they were whole when they were made.',
  operatorHint: 'Bring the library back from the newest good backup: see docs/restore.md.',
})

/** Values: the path of the file. */
export const noIdentity = defineError({
  code: 'PB_BACKUP_NO_IDENTITY',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'The file with the key for encrypted backups cannot be used.',
  hint: 'See that %s can be read and has a line that begins with AGE-SECRET-KEY-1, as age-keygen writes it.',
})

/** No second place is named in the configuration. */
export const noSecondPlace = defineError({
  code: 'PB_BACKUP_NO_SECOND_PLACE',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'There is no second place for backups.',
  hint: 'Name one: promptbin config set backup.second_place /mnt/backups.',
})

/** Values: the place, what went wrong. */
export const secondPlaceFailed = defineError({
  code: 'PB_BACKUP_SECOND_PLACE',
  status: 502,
  class: 'transient',
  severity: 'error',
  message: 'The second place of the backups, %s, did not do what it was asked: %s.',
  hint: 'The backups in the data folder are not touched by it. It is tried again with the next backup.',
  operatorHint:
    'See that %s can be reached and written, and that the keys in the section backup of the configuration are right.',
})

/** Values: the path of the database. */
export const noLibrary = defineError({
  code: 'PB_BACKUP_NO_LIBRARY',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'There is no library to back up at %s.',
  hint: 'Name the data folder that has one: --data-dir.',
})
