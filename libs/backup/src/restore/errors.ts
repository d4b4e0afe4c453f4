import { defineError } from '@promptbin/errors'

/** Values: the path of the file. */
export const swapUnreadable = defineError({
  code: 'PB_SWAP_UNREADABLE',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'It cannot be read how an exchange of the library was to go on: %s.',
  hint: 'Nothing was lost: the libraries are in promptbin.db, incoming/ and replaced/ of the data folder. Put the right one in its place as promptbin.db, remove that file, and start again.',
  operatorHint:
    'Look into promptbin.db, incoming/ and replaced/ of the data folder, put the right library in its place as promptbin.db, remove the file, and start again.',
})

/** Values: what was asked for, with a time. */
export const noBackupThen = defineError({
  code: 'PB_BACKUP_NONE_THEN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no good backup %s.',
  hint: 'See the times that there are with "promptbin backup list".',
})

/** Values: the MiB that are needed, those that there are. */
export const restoreNoRoom = defineError({
  code: 'PB_RESTORE_NO_ROOM',
  status: 507,
  class: 'permanent',
  severity: 'error',
  message: 'The backup needs %d MiB beside the library, and the disk has %d.',
  hint: 'Make room on the disk that holds the data folder, or remove folders in replaced/ there that nobody needs. Nothing was changed.',
  operatorHint:
    'Make room on the disk that holds the data folder, or remove folders in replaced/ there that nobody needs.',
})

/** Another process has the library open. */
export const libraryInUse = defineError({
  code: 'PB_RESTORE_IN_USE',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'A process has the library open, so that it cannot be exchanged. Nothing was changed.',
  hint: 'End it, such as "promptbin web" or a tool that looks into promptbin.db, and try again.',
})

/** Values: the name of the prompt, that of the backup. */
export const promptNotInBackup = defineError({
  code: 'PB_BACKUP_PROMPT_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no prompt "%s" in the backup %s, or it was in the trash then.',
  hint: 'Name another time with --at, or an old name or the id of the prompt.',
})
