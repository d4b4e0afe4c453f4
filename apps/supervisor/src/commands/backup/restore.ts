import type { OutputOf } from '@promptbin/operations'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example, type GlobalOptions, readConfig } from '../command-line.ts'
import { confirm } from '../operations/confirm.ts'
import { yesOption } from '../operations/yes-option.ts'
import { restoreInto } from './restore-into.ts'
import { bringFrom, withRestoring } from './restoring-here.ts'

interface Options extends GlobalOptions {
  /** ISO 8601, UTC. */
  readonly at?: string
  readonly from?: string
  readonly fromSecondPlace?: boolean
  /** Of an empty database; true for that of store.url. */
  readonly into?: string | true
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** `promptbin backup restore` */
export function addBackupRestore(backup: Command, context: CommandContext): void {
  backup
    .command('restore')
    .description(
      'put the library of a backup in place of the present one, which is kept; also while nothing runs, and on another machine',
    )
    .argument('[id]', 'as "promptbin backup list" tells it; the newest good one unless told')
    .addOption(
      new Option('--at <time>', 'the newest good backup of this time or before').argParser(
        readTime,
      ),
    )
    .option('--from <place>', 'a folder with backups, or s3://bucket/prefix')
    .option('--from-second-place', 'only those in backup.second_place')
    .addOption(
      new Option(
        '--into [url]',
        'make the whole library, accounts and tokens too, in an empty database of PostgreSQL: that of store.url unless told',
      ).argParser(readDatabase),
    )
    .option('--dry-run', 'verify it, and say what would come of it')
    .addOption(yesOption())
    .addHelpText('after', example('promptbin backup restore --at 2026-11-23T14:00:00Z'))
    .action(async (id: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<Options>()
      if (options.into === undefined) await restore(id, options, context)
      else await restoreInto({ ...options, id, into: options.into }, context)
      context.exitCode = exitCodes.ok
    })
}

/** Reads a time as the person has it, unless it names its zone. */
function readTime(text: string): string {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) {
    throw new InvalidArgumentError('It has to be a time, such as 2026-11-23T14:00:00Z.')
  }
  return new Date(ms).toISOString()
}

function readDatabase(text: string): string {
  const isDatabase = URL.canParse(text) && /^postgres(?:ql)?:\/\/.+\/.+$/.test(text)
  if (isDatabase) return text
  throw new InvalidArgumentError(
    'It has to be the address of a database, such as postgres://promptbin@db.example.org/promptbin; name the backup before it.',
  )
}

async function restore(
  id: string | undefined,
  options: Options,
  { terminal }: CommandContext,
): Promise<void> {
  const { at, from, fromSecondPlace, dryRun = false } = options
  if (!dryRun) {
    const title = 'Replace the library by that of a backup'
    await confirm({ title, word: 'restore', yes: options.yes === true }, terminal)
  }
  const config = readConfig(options)
  const atMs = at === undefined ? undefined : Date.parse(at)
  const brought = from === undefined ? id : await bringFrom(from, config, { id, atMs })
  const restored = await withRestoring({ config, terminal }, (ask) =>
    ask('restore_backup', {
      ...(brought !== undefined && { backup: brought }),
      ...(at !== undefined && { at }),
      ...(fromSecondPlace === true && { from_second_place: true }),
      dry_run: dryRun,
    }),
  )
  terminal.stdout.write(options.json ? `${JSON.stringify(restored)}\n` : inWords(restored))
}

function inWords(restored: OutputOf<'restore_backup'>): string {
  const { backup, createdAt, prompts, replaced, safetyBackup, keepsAccess, imported } = restored
  const which = `${backup} of ${createdAt} with ${prompts} prompts`
  if (imported !== null) return broughtInWords(restored, imported)
  if (!restored.restored) return `It is good. Nothing was changed; restored would be ${which}.\n`
  const lines = [
    `Restored ${which}.`,
    ...(replaced === null ? [] : [`The library that was there is in ${replaced}.`]),
    ...(safetyBackup === null
      ? []
      : [`To go back to it: promptbin backup restore ${safetyBackup}`]),
    ...(keepsAccess === true
      ? ['Accounts and tokens are those of now.']
      : ['Accounts and tokens are those of the backup: look whether they still are right.']),
    ...trailInWords(restored),
    ...receiversInWords(restored),
  ]
  return `${lines.join('\n')}\n`
}

/** Where PostgreSQL has the library, prompts come back one by one. */
function broughtInWords(
  { backup, createdAt, restored, safetyBackup }: OutputOf<'restore_backup'>,
  { created, updated, skipped, failed }: NonNullable<OutputOf<'restore_backup'>['imported']>,
): string {
  const counts = `${created} prompts back, ${updated} updated, ${skipped} left as they are, ${failed} failed`
  const lines = restored
    ? [
        `Brought ${backup} of ${createdAt} into the database: ${counts}.`,
        ...(safetyBackup === null ? [] : [`What was there before is in ${safetyBackup}.`]),
      ]
    : [`It is good. Nothing was changed; ${backup} of ${createdAt} would bring ${counts}.`]
  return `${lines.join('\n')}\n`
}

function trailInWords({ auditTrail }: OutputOf<'restore_backup'>): readonly string[] {
  if (auditTrail === 'restored') return ['The audit trail of the supervisor goes on from there.']
  if (auditTrail === 'beside') {
    return ['The audit trail here is another one: that of the backup is in a folder of audit/.']
  }
  return []
}

function receiversInWords({ receivers }: OutputOf<'restore_backup'>): readonly string[] {
  if (receivers === 'restored') return ['The receivers of webhooks are back.']
  if (receivers === 'sealed') {
    return [
      'The receivers of webhooks are back, and sealed: bring keys/webhooks.key of the old data folder before the start, or give each its address and a secret again.',
    ]
  }
  return []
}
