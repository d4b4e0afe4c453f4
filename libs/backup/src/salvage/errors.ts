import { defineError } from '@promptbin/errors'

/** Everything was looked at, and nothing is wrong. */
export const recoveryNotNeeded = defineError({
  code: 'PB_RECOVER_NOT_NEEDED',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'The library is sound: there is nothing to recover. Nothing was changed.',
  hint: 'To go back to an earlier state use "promptbin backup restore".',
})

/** Nothing of it can be read, and there is no good backup. */
export const nothingToRecover = defineError({
  code: 'PB_RECOVER_NOTHING',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'Nothing of the library can be read, and there is no good backup. Nothing was changed.',
  hint: 'Put a backup from elsewhere into backups/ of the data folder, or name the key of encrypted ones in backup.identity_file, and try again.',
  operatorHint:
    'Put a backup from elsewhere into backups/ of the data folder, or name the key of encrypted ones in backup.identity_file, and try again. Keep the damaged file.',
})

/** Values: the MiB that are needed, those that are free. */
export const recoveryNoRoom = defineError({
  code: 'PB_RECOVER_NO_ROOM',
  status: 507,
  class: 'permanent',
  severity: 'error',
  message:
    'To recover the library takes %d MiB on the disk of the data folder, and %d MiB are free.',
  hint: 'Make room there, and try again. Nothing was changed.',
  operatorHint:
    'Make room on the disk of the data folder; folders in replaced/ there that nobody needs may go.',
})

/** Values: what was found. */
export const recoveryFailed = defineError({
  code: 'PB_RECOVER_FAILED',
  status: 500,
  class: 'internal',
  severity: 'critical',
  message: 'What was made of the library is not sound either: %s Nothing was changed.',
  hint: 'Restore a backup with "promptbin backup restore", and report this with the entry that the log has of it.',
  operatorHint: 'Restore a backup with "promptbin backup restore", and report this.',
})
