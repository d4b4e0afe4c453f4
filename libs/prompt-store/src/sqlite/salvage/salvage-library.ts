import type { DatabaseSync } from 'node:sqlite'
import type { Asker } from '@promptbin/security'
import { beginChange, noteAudit } from '../../library/audit/note-audit.ts'
import { openConnection } from '../database/connection.ts'
import { SqliteSql } from '../database/sqlite-sql.ts'
import { inTransaction } from '../database/transaction.ts'
import { dropOfLostVersions, dropStrays } from './drop-strays.ts'
import { graftSchema } from './graft-schema.ts'
import { fillGaps } from './lost-versions.ts'
import { salvageAudit } from './salvage-audit.ts'
import { salvagePrompts } from './salvage-prompts.ts'
import { maxNamed, type SalvageReport } from './salvage-report.ts'
import { openSource, type SalvageSource } from './salvage-source.ts'
import { plainTables, salvageTable } from './salvage-tables.ts'
import { salvageVersions } from './salvage-versions.ts'

/** What a library is made from anew, and where. */
export interface SalvageLibraryOptions {
  /** A private copy of the damaged database, with its log beside it. */
  readonly damaged: string
  /** A private copy of the database of a good backup; null where there is none. */
  readonly backup: string | null
  /** The new database; there must be no such file. */
  readonly into: string
  /** Who has asked for it, for the audit trail; the library itself where nobody has. */
  readonly asker?: Asker | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Makes a library from what can be read of a damaged one and, where that has gaps, from a backup. Every
 * row is written anew into a new database, so nothing of the damage comes along. Of what both have,
 * the damaged library's is taken when it is whole, as it is younger. Throws what SQLite throws while
 * it writes. When nothing can be read of either, the new library is empty, and the report says so.
 */
export function salvageLibrary(options: SalvageLibraryOptions): SalvageReport {
  const backup = options.backup === null ? undefined : openSource(options.backup)
  const damaged = openSource(options.damaged) ?? openGrafted(options)
  const into = openConnection(options.into, 'writer')
  try {
    // Rows come in an order of their own; those that speak of missing ones are dropped at the end.
    into.exec('PRAGMA foreign_keys = OFF')
    const report = inTransaction(into, 'IMMEDIATE', () =>
      fill(into, { ...options, damaged, backup }),
    )
    // One file, with nothing beside it that would have to be moved along.
    into.exec('PRAGMA journal_mode = DELETE')
    return report
  } finally {
    into.close()
    damaged?.close()
    backup?.close()
  }
}

/** Whose beginning is broken may be readable behind it. */
function openGrafted({ damaged, backup }: SalvageLibraryOptions): SalvageSource | undefined {
  if (backup === null) return undefined
  try {
    graftSchema(damaged, backup)
    return openSource(damaged)
  } catch {
    return undefined
  }
}

interface Sources extends Pick<SalvageLibraryOptions, 'asker' | 'now'> {
  readonly damaged: SalvageSource | undefined
  readonly backup: SalvageSource | undefined
}

function fill(into: DatabaseSync, sources: Sources): SalvageReport {
  const { damaged, backup, now } = sources
  const { isComplete, ...versions } = salvageVersions(into, damaged, backup)
  for (const table of plainTables(into)) salvageTable(into, table, damaged, backup)
  const ofVersions = dropOfLostVersions(into)
  const gaps = fillGaps(into, now)
  const { lostVersions, ...prompts } = salvagePrompts(into, damaged, backup)
  const lost = new Set([...versions.lost, ...gaps, ...lostVersions])
  const strays = dropStrays(into)
  salvageAudit(into, [damaged, backup])
  raiseGeneration(into, [damaged, backup])
  const named = nameLost(into, [...lost])
  const saved = {
    isReadable: damaged !== undefined,
    prompts: {
      ...prompts,
      renamed: prompts.renamed.slice(0, maxNamed),
      lost: isComplete ? [] : prompts.lost.slice(0, maxNamed),
    },
    versions: { ...versions, lost: named.slice(0, maxNamed) },
    dropped: Object.fromEntries([...ofVersions, ...strays]),
    damagedTables: [...(damaged?.gaps.keys() ?? [])],
  }
  return { ...saved, audit: noteRecovery(into, saved, sources) }
}

/** The trail goes on with what was done, and to how much. */
function noteRecovery(
  into: DatabaseSync,
  { prompts, versions }: Pick<SalvageReport, 'prompts' | 'versions'>,
  { asker, now }: Sources,
): SalvageReport['audit'] {
  const sql = new SqliteSql(into)
  beginChange(sql, { asker, now })
  const kept = { prompts: prompts.kept, versions: versions.kept }
  const lost = { prompts: prompts.lost.length, versions: versions.lost.length }
  const { seq, hash } = noteAudit(sql, {
    action: 'library.recover',
    target: 'promptbin.db',
    after: { kept, lost },
  })
  return { seq, hash }
}

/** Above all that a client may have seen, so that none takes another state for the one it knows. */
function raiseGeneration(
  into: DatabaseSync,
  sources: readonly (SalvageSource | undefined)[],
): void {
  const known = sources.flatMap((source) =>
    [...(source?.rows('library') ?? [])].map(({ generation }) => Number(generation)),
  )
  const top = into.prepare('SELECT max(generation) AS top FROM prompt').get()
  const generation = Math.max(0, Number(top?.['top'] ?? 0), ...known) + 1
  into.prepare('UPDATE library SET generation = ?').run(generation)
}

/** The name of a prompt tells a person more than its id. */
function nameLost(into: DatabaseSync, keys: readonly string[]): readonly string[] {
  const name = into.prepare('SELECT name FROM prompt WHERE id = ?')
  return keys.map((key) => {
    const [id = '', n = ''] = key.split(' ')
    return `${name.get(id)?.['name'] ?? id} ${n}`
  })
}
