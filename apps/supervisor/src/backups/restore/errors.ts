import { defineError } from '@promptbin/errors'

/** A database gets its prompts through prompt-web, and nothing runs. */
export const restoreNeedsStart = defineError({
  code: 'PB_RESTORE_NEEDS_START',
  status: 409,
  class: 'user',
  severity: 'info',
  message: 'PostgreSQL has the library, so that PromptBin has to run to bring a backup into it.',
  hint: 'Start it with "promptbin start", and ask again. All of a library goes into an empty database: "promptbin backup restore --into"; docs/postgresql.md.',
})

/** A whole library is to be made, and there is no database that is named. */
export const restoreNowhere = defineError({
  code: 'PB_RESTORE_NOWHERE',
  status: 400,
  class: 'user',
  severity: 'info',
  message: 'There is no database into which a library could be restored.',
  hint: 'Name an empty one, as in "promptbin backup restore --into postgres://promptbin@db.example.org/promptbin", or as store.url.',
})

/** Values: what went wrong. */
export const restoreFailed = defineError({
  code: 'PB_RESTORE_FAILED',
  status: 500,
  class: 'permanent',
  severity: 'error',
  message: 'prompt-web does not serve the library that was restored: %s.',
  hint: 'The library from before is in its place again. Use another backup: "promptbin backup list" shows them.',
  operatorHint:
    'The library from before is in its place again. Look into the log of prompt-web for why it did not serve the other.',
})
