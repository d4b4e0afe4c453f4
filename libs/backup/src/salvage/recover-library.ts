import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import { checkLibrary, type IntegrityReport } from '@promptbin/prompt-store/integrity'
import { settleLibrary } from '@promptbin/prompt-store/restoring'
import { type SalvageReport, salvageLibrary } from '@promptbin/prompt-store/salvage'
import type { Asker, AuditHead } from '@promptbin/security'
import { backupsFolderOf, databaseName } from '../backup-folder.ts'
import { syncPath } from '../disk/sync-path.ts'
import { noLibrary } from '../errors.ts'
import { libraryInUse } from '../restore/errors.ts'
import { incomingName } from '../restore/prepare-library.ts'
import { auditHeadName } from '../restore/swap/library-parts.ts'
import { finishSwap, swapLibrary } from '../restore/swap/swap-library.ts'
import { nothingToRecover, recoveryFailed, recoveryNotNeeded } from './errors.ts'
import { copyNewestGood } from './newest-good-backup.ts'
import { checkRoom, copyDamaged } from './private-copies.ts'

/** Which library is recovered, and how. */
export interface RecoverOptions {
  /** The data folder; unless it is a trial nobody may have its library open. */
  readonly data: string
  /** That of the backups; the one in the data folder unless told. */
  readonly folder?: string | undefined
  /** The private key of age, for encrypted backups. */
  readonly identity?: string | undefined
  /** Makes everything as if, and puts nothing in its place. */
  readonly isTrial: boolean
  /** The end of the audit trail as it was noted apart from the library; null if it never was. */
  readonly auditHead: AuditHead | null
  readonly asker?: Asker | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What was wrong, what was saved, and where the damaged library is kept. */
export interface Recovery {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly isTrial: boolean
  readonly before: Pick<IntegrityReport, 'status' | 'findings' | 'found'>
  /** The name of the backup that gaps were filled from; null where there was none. */
  readonly backup: string | null
  readonly saved: SalvageReport
  /** So many records of the audit trail are known to have been there and are not any more. */
  readonly auditRecordsLost: number
  /** The folder in which the damaged library is kept; null after a trial. */
  readonly replaced: string | null
}

/** The report, beside the damaged library that it tells of. */
export const recoveryName = 'recovery.json'

/**
 * Makes a damaged library anew, from what can be read of it and from the newest good backup, checks it
 * and puts it in the place of the damaged one, which is kept as it is. Rejects with
 * `PB_BACKUP_NO_LIBRARY`, `PB_RECOVER_NOT_NEEDED`, `PB_RECOVER_NOTHING`, `PB_RECOVER_NO_ROOM`,
 * `PB_RECOVER_FAILED`, `PB_RESTORE_IN_USE` and `PB_STORE_NEWER`; then the library is as it was.
 */
export async function recoverLibrary(options: RecoverOptions): Promise<Recovery> {
  const { data, isTrial, now } = options
  const file = join(data, databaseName)
  if (!isTrial) await finishSwap(data)
  if (!existsSync(file)) throw noLibrary(file)
  await checkRoom(data, file)
  if (!isTrial) settle(file)
  const places = await makePlaces(data)
  try {
    const made = await remake(file, places, options)
    const recovery = { at: new Date(now).toISOString(), isTrial, ...made, replaced: null }
    if (isTrial) return recovery
    await complete(places.incoming, made.saved)
    const replaced = await swapLibrary({ data, incoming: places.incoming, now })
    const whole = { ...recovery, replaced }
    if (replaced !== null) await writeReport(replaced, whole)
    return whole
  } finally {
    await removePlaces(places, isTrial ? undefined : data)
  }
}

/** Where the new library is made, and what it is made of stands meanwhile. */
interface Places {
  readonly incoming: string
  readonly copies: string
}

async function makePlaces(data: string): Promise<Places> {
  const parent = join(data, incomingName)
  preparePrivateFolder(parent)
  const name = join(parent, `recovery-${randomBytes(4).toString('hex')}`)
  const places = { incoming: name, copies: `${name}-copies` }
  for (const place of Object.values(places)) await mkdir(place, { mode: 0o700 })
  return places
}

/** What was begun to be exchanged is carried out, for which its folder is needed. */
async function removePlaces({ incoming, copies }: Places, data: string | undefined): Promise<void> {
  await rm(copies, { recursive: true, force: true })
  if (data !== undefined) await finishSwap(data)
  await rm(incoming, { recursive: true, force: true })
}

async function remake(
  file: string,
  { incoming, copies }: Places,
  options: RecoverOptions,
): Promise<Pick<Recovery, 'before' | 'backup' | 'saved' | 'auditRecordsLost'>> {
  const { data, folder = backupsFolderOf(data), identity, auditHead, asker, now } = options
  const [damaged, former] = [join(copies, 'damaged.db'), join(copies, 'backup.db')]
  await copyDamaged(file, damaged)
  const { status, findings, found } = await checkLibrary({
    file: damaged,
    scratchFolder: copies,
    auditHead,
  })
  if (status === 'sound') throw recoveryNotNeeded()
  const backup = await copyNewestGood(folder, former, identity === undefined ? {} : { identity })
  const into = join(incoming, databaseName)
  const sources = { damaged, backup: backup === null ? null : former }
  const saved = salvageLibrary({ ...sources, into, asker, now })
  if (!saved.isReadable && backup === null) throw nothingToRecover()
  const after = await checkLibrary({ file: into, scratchFolder: copies, auditHead: saved.audit })
  if (after.findings[0] !== undefined) throw recoveryFailed(after.findings[0].detail)
  // The last record is that of the recovery itself.
  const auditRecordsLost = Math.max(0, (auditHead?.seq ?? 0) - (saved.audit.seq - 1))
  return { before: { status, findings, found }, backup, saved, auditRecordsLost }
}

/** What goes with the new library, on the disk before it takes its place. */
async function complete(incoming: string, { audit }: SalvageReport): Promise<void> {
  const database = join(incoming, databaseName)
  await chmod(database, 0o600)
  await syncPath(database)
  const head = `${JSON.stringify({ version: 1, value: audit })}\n`
  await writeFile(join(incoming, auditHeadName), head, { mode: 0o600, flush: true })
  await syncPath(incoming)
}

async function writeReport(replaced: string, recovery: Recovery): Promise<void> {
  const text = `${JSON.stringify(recovery, null, 2)}\n`
  await writeFile(join(replaced, recoveryName), text, { mode: 0o600, flush: true })
  await syncPath(replaced)
}

/** Who may still write to the library must not be surprised. */
function settle(file: string): void {
  try {
    settleLibrary(file)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw libraryInUse.with({ cause })
    throw cause
  }
}
