import { type OutputOf, operations } from '@promptbin/operations'
import { type Command, Option } from 'commander'
import { runTask } from '../backups/task/run-task.ts'
import { locateDataFolder, prepareDataFolder } from '../instance/data-folder.ts'
import { findInstance } from '../instance/find-instance.ts'
import { takeInstanceLock } from '../instance/instance-lock.ts'
import { recoverTaskOf } from '../integrity/task/integrity-task-of.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, readConfig } from './command-line.ts'
import { askOperation } from './operations/ask-operation.ts'
import { confirm } from './operations/confirm.ts'
import { yesOption } from './operations/yes-option.ts'

interface Options extends GlobalOptions {
  readonly dryRun?: boolean
  readonly yes?: boolean
}

type Recovery = OutputOf<'recover_library'>

/** `promptbin recover`: makes a damaged library anew; also while nothing runs. */
export function addRecover(program: Command, context: CommandContext): void {
  program
    .command('recover')
    .description(
      'make a damaged library anew of what can be read and the newest good backup; also while nothing runs',
    )
    .addOption(new Option('--dry-run', 'only tell what would be saved'))
    .addOption(yesOption())
    .addHelpText('after', example('promptbin recover --dry-run'))
    .action(async (_options, command: Command) => {
      await recover(command.optsWithGlobals<Options>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function recover(options: Options, { terminal }: CommandContext): Promise<void> {
  const isTrial = options.dryRun === true
  if (!isTrial) {
    const question = { title: 'Recover the library', word: 'recover' }
    await confirm({ ...question, yes: options.yes === true }, terminal)
  }
  const recovery = await askOrDo(options, isTrial)
  terminal.stdout.write(options.json ? `${JSON.stringify(recovery)}\n` : inWords(recovery))
}

/** An instance that runs has prompt-web pause for it; where none does, nobody may start one meanwhile. */
async function askOrDo(options: Options, isTrial: boolean): Promise<Recovery> {
  const config = readConfig(options)
  const found = await findInstance(locateDataFolder(config.dataDir))
  if (found) {
    const answer = await askOperation(found, operations.recover_library, { dry_run: isTrial })
    return answer as unknown as Recovery
  }
  // One that was brought from elsewhere may have only the library.
  const lock = takeInstanceLock(prepareDataFolder(config.dataDir))
  try {
    return await runTask(recoverTaskOf(config, { isTrial }))
  } finally {
    lock.release()
  }
}

function inWords({ isTrial, before, backup, saved, replaced, auditRecordsLost }: Recovery): string {
  const { prompts, versions, dropped } = saved
  const would = isTrial ? 'would be' : 'were'
  const others = Object.entries(dropped).map(([table, rows]) => `${rows} of ${table}`)
  const lines = [
    `The library is ${before.status}: ${before.findings[0]?.detail ?? ''}`,
    `${prompts.kept} prompts with ${versions.kept} versions ${would} saved${from(backup, versions.fromBackup)}.`,
    ...listed('Prompts that are lost', prompts.lost),
    ...listed('Versions that are lost', versions.lost),
    ...listed('Prompts of which only the text is left, by their new names', prompts.renamed),
    ...listed('Rows of other tables that spoke of something lost', others),
    ...(auditRecordsLost === 0
      ? []
      : [`Records of the audit trail that are lost: ${auditRecordsLost}`]),
    isTrial
      ? 'Nothing was changed. Do it: promptbin recover'
      : `The damaged library is kept in ${replaced}, with the whole report.`,
  ]
  return `${lines.join('\n')}\n`
}

function from(backup: string | null, versions: number): string {
  if (backup === null) return ', without a backup, as there is no good one'
  return versions === 0 ? '' : `, ${versions} of these from the backup ${backup}`
}

const listed = (what: string, names: readonly string[]) =>
  names.length === 0 ? [] : [`${what}: ${names.join(', ')}`]
