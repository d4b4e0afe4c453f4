import { restoreNowhere } from '../../backups/restore/errors.ts'
import { restoreIntoTaskOf } from '../../backups/restore/task/restore-settings.ts'
import type { RestoreOutcomes } from '../../backups/restore/task/restore-task.ts'
import { runTask } from '../../backups/task/run-task.ts'
import { askerOf } from '../../operations/audit-entry.ts'
import { type CommandContext, type GlobalOptions, readConfig } from '../command-line.ts'
import { bringFrom, person } from './restoring-here.ts'

/** Which backup, and which database. */
export interface RestoreIntoOptions extends GlobalOptions {
  readonly id: string | undefined
  /** The address of an empty database; true for that of `store.url`. */
  readonly into: string | true
  readonly at?: string
  readonly from?: string
  readonly fromSecondPlace?: boolean
  readonly dryRun?: boolean
}

/**
 * `promptbin backup restore --into`: makes a whole library in an empty database, whether something runs
 * here or not, as nobody uses that one yet. Throws `PB_RESTORE_NOWHERE`.
 */
export async function restoreInto(
  options: RestoreIntoOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const { at, from, fromSecondPlace, dryRun: isTrial = false } = options
  const config = readConfig(options)
  const url = options.into === true ? config.store.url : options.into
  if (url === '') throw restoreNowhere()
  const atMs = at === undefined ? undefined : Date.parse(at)
  const wanted = { id: options.id, atMs }
  const id =
    from === undefined ? wanted.id : await bringFrom(from, config, { ...wanted, isWhole: true })
  const choice = { id, atMs, fromSecondPlace }
  const asker = askerOf(person)
  const restored = await runTask(restoreIntoTaskOf(config, choice, { url, asker, isTrial }))
  const { id: backup, ...about } = restored
  const answer = { backup, restored: !isTrial, ...about }
  terminal.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : inWords(restored, isTrial))
}

function inWords(
  { id, createdAt, rows, leftOut, auditFault }: RestoreOutcomes['restore-into'],
  isTrial: boolean,
): string {
  const counted = ['prompt', 'version', 'account', 'token', 'share', 'audit']
    .map((table) => `${rows[table] ?? 0} of ${table}`)
    .join(', ')
  const which = `${id} of ${createdAt}, with these rows: ${counted}`
  const lines = [
    isTrial
      ? `It is good. Nothing was changed; the database would have all of ${which}.`
      : `The database has all of ${which}.`,
    ...(leftOut.length === 0 ? [] : [`Not of PromptBin, and left out: ${leftOut.join(', ')}.`]),
    ...(auditFault === null
      ? []
      : [`The audit trail was not whole when it was backed up: ${auditFault}`]),
    ...(isTrial
      ? []
      : ['Accounts, tokens and links are those of the backup: look whether they still are right.']),
  ]
  return `${lines.join('\n')}\n`
}
