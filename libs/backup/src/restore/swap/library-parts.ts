import { databaseName } from '../../backup-folder.ts'

/** What belongs to a library on the disk: its name where it is kept aside, and its place in the data folder. */
interface LibraryPart {
  readonly name: string
  readonly place: string
}

/** The database, which is always there. */
export const databasePart: LibraryPart = { name: databaseName, place: databaseName }

/**
 * What goes with it: its write-ahead log, which is there while it is open and after a crash, and the
 * end of its audit trail, which is noted apart from it.
 */
export const otherParts: readonly LibraryPart[] = [
  { name: `${databaseName}-wal`, place: `${databaseName}-wal` },
  { name: 'library-audit-head.json', place: 'state/library-audit-head.json' },
]

/** What SQLite makes of the log again; with another database it would be wrong. */
export const derivedFile = `${databaseName}-shm`

/** Where libraries are kept that were in use. */
export const replacedName = 'replaced'

/** The end of the audit trail as it is noted. */
export const auditHeadName = 'library-audit-head.json'
