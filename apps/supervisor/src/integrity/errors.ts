import { defineError } from '@promptbin/errors'

/** Values: host, port and name of the database. */
export const recoveryOfDatabase = defineError({
  code: 'PB_RECOVER_POSTGRESQL',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'The library is in PostgreSQL (%s), whose own tools recover it. Nothing was changed.',
  hint: 'Go back to a moment with point-in-time recovery, or load the newest pg_dump: docs/postgresql.md. Single prompts come back from a backup with "promptbin backup restore".',
})
