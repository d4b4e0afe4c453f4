import type { DatabaseSync } from 'node:sqlite'
import type { Asker, AuditHead } from '@promptbin/security'
import { beginChange, noteAudit } from '../../library/audit/note-audit.ts'
import { readAuditHead } from '../../library/audit/read-audit.ts'
import { openConnection } from '../database/connection.ts'
import { describeSqliteError } from '../database/sqlite-errors.ts'
import { SqliteSql } from '../database/sqlite-sql.ts'
import { keepAccess } from './keep-access.ts'

/** What a library from a backup is told before it takes the place of another. */
export interface ContinueLibraryOptions {
  /** The library from the backup, up to date, which nobody has open. */
  readonly file: string
  /** The library that it is to replace, which nobody has open; null where there is none. */
  readonly former: string | null
  /** The name of the backup. */
  readonly backup: string
  readonly asker: Asker | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What of the library that was replaced goes on. */
export interface Continuation {
  /** How many records the audit trail has beyond the backup; null if the trail of the former is not its own. */
  readonly auditRecords: number | null
  /** Whether accounts, tokens and ended links are those of now and not of the backup. */
  readonly keepsAccess: boolean
  /** Where the audit trail ends, the record of the restore counted. */
  readonly head: AuditHead
}

/**
 * Whoever knows a library by its number of changes would take an old state for a current one, if the
 * number of what was before is not known.
 */
const generationsAhead = 1_000_000

/**
 * Lets a library from a backup go on where the one that it replaces has been: the audit trail stays
 * whole, who may get in stays as it is now, sessions end, and its generation is one that nobody has
 * seen. Of a former library that is damaged, missing or another one nothing is taken over.
 */
export function continueLibrary(options: ContinueLibraryOptions): Continuation {
  const { file, former, now, asker, backup } = options
  let database: DatabaseSync | undefined
  try {
    database = openConnection(file, 'writer')
    const sql = new SqliteSql(database)
    const kept = former === null ? undefined : takeOver(sql, former, now)
    return sql.transaction('write', () => {
      // Which changes led here, nobody can be told who saw others.
      sql.run`DELETE FROM event`
      sql.run`DELETE FROM login_session`
      if (kept === undefined) {
        sql.run`UPDATE library SET generation = generation + ${generationsAhead}`
      }
      beginChange(sql, { asker, now })
      const after = { auditRecords: kept ?? null, keepsAccess: kept !== undefined }
      noteAudit(sql, { action: 'library.restore', target: backup, after })
      return { ...after, head: readAuditHead(sql) }
    })
  } catch (error) {
    throw describeSqliteError(error, 'writer', file)
  } finally {
    database?.close()
  }
}

/** Gives the number of records of the audit trail that were added; undefined if nothing was taken over. */
function takeOver(sql: SqliteSql, former: string, now: number): number | undefined {
  try {
    sql.run`ATTACH ${former} AS former`
  } catch {
    return undefined
  }
  try {
    return sql.transaction('write', () => {
      if (!isSameLibrary(sql)) return undefined
      const { changes } = sql.run`
        INSERT INTO audit (seq, record)
        SELECT seq, record FROM former.audit
         WHERE seq > (SELECT coalesce(max(seq), 0) FROM main.audit)
         ORDER BY seq`
      keepAccess(sql, now)
      sql.run`
        UPDATE library
           SET generation = 1 + max(generation, (SELECT generation FROM former.library))`
      return Number(changes)
    })
  } catch {
    // It is damaged, or of a version of PromptBin that has not all of this: the backup stands alone.
    return undefined
  } finally {
    sql.database.exec('DETACH former')
  }
}

/** Whether the audit trail of the former library goes on from that of this one. */
function isSameLibrary(sql: SqliteSql): boolean {
  const row = sql.get`
    SELECT (SELECT record FROM main.audit ORDER BY seq DESC LIMIT 1) IS
           (SELECT record FROM former.audit
             WHERE seq = (SELECT max(seq) FROM main.audit)) AS goes_on`
  return row?.['goes_on'] === 1
}
