import type { DrillManager } from '../../backups/drill/drill-manager.ts'
import type { Restorer } from '../../backups/restore/create-restorer.ts'
import { restorePrompt } from '../../backups/restore/restore-prompt.ts'
import type { BackupChoice } from '../../backups/restore/task/restore-task.ts'
import { askerOf } from '../audit-entry.ts'
import type { HandlersOf } from '../handlers.ts'
import { libraryHeaders } from '../library-headers.ts'

/** Who restores, and practises it. */
export interface RestoringHandlersOptions {
  readonly restorer: Restorer
  readonly drills: Pick<DrillManager, 'drill' | 'intervalMs' | 'state'>
  /** Where prompt-web is, which brings single prompts back. */
  readonly webUrl: string
  /** By what a process of this instance shows that it is one. */
  readonly instanceKey: string
}

/** How backups are restored, and drills are done. */
export function restoringHandlers(
  options: RestoringHandlersOptions,
): HandlersOf<'restore_backup' | 'restore_prompt' | 'run_drill' | 'get_drill'> {
  const { restorer, drills, webUrl, instanceKey } = options
  return {
    restore_backup: async ({ dry_run: isTrial = false, ...wanted }, caller, notes) => {
      const choice = { ...choiceOf(wanted), isTrial }
      const headers = libraryHeaders(instanceKey, caller)
      const outcome = await restorer.restore(choice, askerOf(caller), { webUrl, headers })
      const { id, createdAt, prompts, exchanged, imported, safetyBackup } = outcome
      notes.target = id
      notes.after = { createdAt, safetyBackup, ...(imported && { imported }), ...exchanged }
      const restored = exchanged !== null
      const became = exchanged ?? nothingExchanged
      return { backup: id, createdAt, prompts, restored, safetyBackup, imported, ...became }
    },
    restore_prompt: async ({ name, as, dry_run: isTrial = false, ...wanted }, caller, notes) => {
      const found = await restorer.read(choiceOf(wanted), name)
      const { backup, createdAt } = found
      const headers = libraryHeaders(instanceKey, caller)
      const restored = await restorePrompt(found, { as, isTrial }, { webUrl, headers })
      notes.after = { backup, ...restored }
      return { backup, createdAt, ...restored }
    },
    run_drill: async (_input, _caller, notes) => {
      const report = await drills.drill()
      notes.target = report.backup
      notes.after = { passed: report.passed }
      return report
    },
    get_drill: async () => {
      const { last, failed } = drills.state
      const intervalSeconds = Math.round(drills.intervalMs / 1_000)
      return { last, fault: failed?.message ?? null, intervalSeconds }
    },
  }
}

/** What a trial tells of the library that there is. */
const nothingExchanged = {
  replaced: null,
  keepsAccess: null,
  auditRecords: null,
  auditTrail: null,
  receivers: null,
}

interface Wanted {
  readonly backup?: string | undefined
  readonly at?: string | undefined
  readonly from_second_place?: boolean | undefined
}

function choiceOf({ backup, at, from_second_place: fromSecondPlace }: Wanted): BackupChoice {
  return { id: backup, atMs: at === undefined ? undefined : Date.parse(at), fromSecondPlace }
}
