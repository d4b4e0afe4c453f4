import { type BackupEntry, backupsFolderOf, listBackups, listReplaced } from '@promptbin/backup'
import { bytes as bytesText } from '../../../console/view/amounts.ts'
import { durationText } from '../../../terminal/duration-text.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'
import { skipsWithoutLibrary } from './library-facts.ts'

/** One that was missed may have met a busy hour. */
const missedIntervals = 2

/** Whether there is a backup to go back to. */
export const backupChecks: readonly DiagnosticCheck[] = [
  {
    name: 'backup:age',
    title: 'whether the newest good backup is recent',
    skips: skipsWithoutLibrary,
    run: async ({ folder, config }) => {
      const newest = (await entriesOf(folder.path)).find(({ fault }) => fault === null)
      const { backupIntervalMs } = config.operations
      if (newest === undefined) return { observed: 'none', findings: [noBackup] }
      const ageMs = Math.max(0, Date.now() - newest.atMs)
      const observed = `${newest.id}, ${durationText(ageMs / 1000)} old`
      const isOld = backupIntervalMs > 0 && ageMs > missedIntervals * backupIntervalMs
      return { observed, findings: isOld ? [oldBackup(newest, ageMs)] : [] }
    },
  },
  {
    name: 'backup:whole',
    title: 'whether no backup is visibly damaged',
    skips: skipsWithoutLibrary,
    run: async ({ folder }) => {
      const entries = await entriesOf(folder.path)
      return {
        observed: `${entries.length} backups`,
        findings: entries.filter(({ fault }) => fault !== null).map(damagedBackup),
      }
    },
  },
  {
    name: 'backup:replaced',
    title: 'what libraries from before a restore take on the disk',
    run: async ({ folder }) => {
      const replaced = await listReplaced(folder.path)
      const bytes = replaced.reduce((sum, one) => sum + one.bytes, 0)
      return { observed: `${replaced.length} in replaced/, ${bytesText(bytes)}` }
    },
  },
]

/** The newest first. */
function entriesOf(data: string): Promise<readonly BackupEntry[]> {
  return listBackups(backupsFolderOf(data))
}

const noBackup: FindingOf = {
  severity: 'warning',
  class: 'health',
  evidence: 'There is no backup of this library.',
  fix: 'promptbin backup create',
}

function oldBackup({ id }: BackupEntry, ageMs: number): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `The newest good backup, ${id}, is ${durationText(ageMs / 1000)} old.`,
    fix: 'promptbin backup create, then see in `promptbin events` why none was made since.',
  }
}

function damagedBackup({ id, fault }: BackupEntry): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `The backup ${id} cannot be used: ${fault}`,
    fix: 'promptbin backup create, so that there is a newer good one; then remove that folder.',
  }
}
