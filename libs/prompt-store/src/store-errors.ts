import { defineError } from '@promptbin/errors'

/** Too much is waiting already, or this has waited too long, or another process holds the file. */
export const storeBusy = defineError({
  code: 'PB_STORE_BUSY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The library has too much to do just now; nothing was changed.',
  hint: 'Try again in a moment.',
  operatorHint: 'If it lasts, see the slow queries in the log; docs/runbooks/slow-queries.md.',
})

/** Values: what is known of the outcome, `outcomeUnknown` or `nothingChanged`. */
export const storeUnavailable = defineError({
  code: 'PB_STORE_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'error',
  message: 'The library failed while it worked on this; %s.',
  hint: 'Read the prompt again to see what is stored, then repeat what is missing.',
  retry: 'after-a-look',
  operatorHint: 'The log has the cause; a thread of the store that failed is replaced by itself.',
})

/** For `storeUnavailable`: a write was cut off between asking and answering. */
export const outcomeUnknown = 'it is unknown whether the change was saved'

/** For `storeUnavailable`: nothing was written, or nothing was to be written. */
export const nothingChanged = 'nothing was changed'

/** The store has been closed, or is about to be. */
export const storeClosed = defineError({
  code: 'PB_STORE_CLOSED',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'The library is shutting down; nothing was changed.',
  hint: 'Try again when PromptBin has started again.',
  operatorHint: 'Nothing: prompt-web stops, and the next process takes over.',
})

/** Values: what cannot be written, the file's path at start-up and `theDataFolder` afterwards. */
export const storeUnwritable = defineError({
  code: 'PB_STORE_UNWRITABLE',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: 'The library cannot be written.',
  hint: 'Give the account that runs PromptBin the right to write to %s.',
  operatorHint:
    'Give the user that runs PromptBin the right to write to the database and its folder; with PostgreSQL, check that the server is not a standby.',
})

/** Values: what is damaged, as for `storeUnwritable`. */
export const storeDamaged = defineError({
  code: 'PB_STORE_DAMAGED',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The library is damaged, or is not a library of PromptBin.',
  hint: 'Keep %s as it is. "promptbin recover" makes the library anew of what can be read and of the newest good backup; a database of PostgreSQL is restored with its own tools.',
  operatorHint:
    'Copy the data folder as it is before anything else; then restore the library from a backup.',
})

/** Stands for the path wherever a client may read the hint. */
export const theDataFolder = 'its data folder'

/** Values: the schema's number in the file, the newest number that this program knows. */
export const storeNewer = defineError({
  code: 'PB_STORE_NEWER',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The library was written by a newer PromptBin (schema %d, this program knows up to %d).',
  hint: 'Install the newer PromptBin again, or restore a backup made before it was installed.',
  operatorHint: 'Install the PromptBin that wrote it, or a newer one.',
})

/** Values: the schema's number in the database, 0 without a library; the number this program knows. */
export const storeOlder = defineError({
  code: 'PB_STORE_OLDER',
  status: 503,
  class: 'permanent',
  severity: 'error',
  message: 'The database has no library of this PromptBin yet (schema %d, this program needs %d).',
  hint: 'Start PromptBin once, which makes the library or brings it up to date.',
  operatorHint: 'Start PromptBin once, which makes the library or brings it up to date.',
})

/** Values: the schema's number that was not reached, the backup that was made before. */
export const storeMigrationFailed = defineError({
  code: 'PB_STORE_MIGRATION_FAILED',
  status: 500,
  class: 'permanent',
  severity: 'critical',
  message: 'The library could not be brought to schema %d. It is whole, and as it was before.',
  hint: 'Install the PromptBin of before again, which goes on with the library as it is, and report what the log has of schema %d. The backup made before: %s.',
  operatorHint:
    'Install the PromptBin of before again, which goes on with the library as it is; docs/runbooks/library-damaged.md.',
})

/** PostgreSQL does not let PromptBin in: the cause says why, and never with which password. */
export const storeLoginRefused = defineError({
  code: 'PB_STORE_LOGIN_REFUSED',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: 'PostgreSQL refused the login of PromptBin, or has no such database.',
  hint: 'Check the user, the password and the database in the address that store.url has, or its file.',
  operatorHint:
    'The log says what PostgreSQL refused; check the user, the password and the database of store.url, and pg_hba.conf of the server.',
})

/** Values: what of TLS was not as the address of the database asks. */
export const storeTlsRefused = defineError({
  code: 'PB_STORE_TLS_REFUSED',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: 'PromptBin does not trust its way to PostgreSQL: %s.',
  hint: 'Check host, sslmode and sslrootcert in the address that store.url has, or its file, and the certificate of the server; docs/postgresql.md.',
  operatorHint:
    'Name the certificate of the authority with sslrootcert and the host as the certificate of the server does, or renew that; docs/postgresql.md has what each sslmode asks for.',
})

/** Values: what does not fit. */
export const storeServerUnfit = defineError({
  code: 'PB_STORE_SERVER_UNFIT',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message: 'The PostgreSQL database cannot hold the library: %s.',
  hint: 'Use PostgreSQL 14 or newer and a database with the encoding UTF8.',
  operatorHint: 'Use PostgreSQL 14 or newer and a database with the encoding UTF8.',
})

/** Values: what PostgreSQL says that the account may not do. */
export const storeNotAllowed = defineError({
  code: 'PB_STORE_NOT_ALLOWED',
  status: 403,
  class: 'permanent',
  severity: 'error',
  message: 'PostgreSQL does not let the account of the address do this: %s.',
  hint: 'Use the account that owns the database, or let it own that: "createdb --owner" makes such a database.',
  operatorHint:
    'Use the account that owns the database and the tables of the library in it, or let that account own them.',
})

/** Values: a table, a view or a sequence that is there. */
export const storeNotEmpty = defineError({
  code: 'PB_STORE_NOT_EMPTY',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'The database is not empty: it has %s. Nothing was changed.',
  hint: 'Make another one with "createdb --encoding UTF8", and name that.',
})

/** Values: what is different. */
export const storeTablesDiffer = defineError({
  code: 'PB_STORE_TABLES_DIFFER',
  status: 500,
  class: 'permanent',
  severity: 'error',
  message: 'The tables that were loaded are not those that were stored: %s. Nothing was changed.',
  hint: 'Use another backup: "promptbin backup list" shows them.',
  operatorHint:
    'Use another backup, and look whether the disks of this machine and of the server are failing.',
})

/** A damaged library can be read, as far as it can, and is not written to. */
export const storeDamagedReadOnly = defineError({
  code: 'PB_STORE_DAMAGED_READ_ONLY',
  status: 503,
  class: 'permanent',
  severity: 'critical',
  message:
    'The library is damaged: it can be read, and nothing is changed. Nothing was changed now.',
  hint: 'Whoever runs PromptBin can recover it: "promptbin recover --dry-run" shows what is saved, "promptbin recover" does it.',
  operatorHint:
    '"promptbin recover --dry-run" shows what is saved, "promptbin recover" does it; docs/runbooks/library-damaged.md.',
})

/** The disk has no room for the change. */
export const storeFull = defineError({
  code: 'PB_STORE_FULL',
  status: 507,
  class: 'permanent',
  severity: 'critical',
  message: 'There is no room left on the disk; nothing was changed.',
  hint: 'Make room on the disk that holds the library, then try again. Reading still works.',
  operatorHint:
    'Make room on the disk of the data folder, or of the PostgreSQL server; docs/runbooks/disk-low.md says what may go.',
})

/** A defect of PromptBin; the cause says which. */
export const storeFailed = defineError({
  code: 'PB_STORE_FAILED',
  status: 500,
  class: 'internal',
  severity: 'error',
  message: 'The library met an unexpected error; nothing was changed.',
  hint: 'Report this with the entry that the log has of it.',
  operatorHint:
    'Look for the cause under this request id in the log; report it if it is a defect of PromptBin.',
})
