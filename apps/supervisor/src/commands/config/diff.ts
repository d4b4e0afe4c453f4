import { isDeepStrictEqual } from 'node:util'
import {
  type ChangeKind,
  type DescribedSetting,
  describeConfig,
  describeSettings,
  loadConfig,
} from '@promptbin/config'
import type { Command } from 'commander'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example } from '../command-line.ts'
import { originText, valueText } from './setting-text.ts'
import {
  type LocalOption,
  localOption,
  runningSettings,
  type Settings,
  wouldHave,
} from './settings-here.ts'

/** What would become of one setting. */
interface Difference {
  readonly key: string
  readonly from: unknown
  readonly to: unknown
  /** Where the new value comes from. */
  readonly origin: string
  readonly change: ChangeKind
}

/** `promptbin config diff`: what a configuration would change. */
export function addDiff(config: Command, context: CommandContext): void {
  config
    .command('diff')
    .description('tell what a configuration would change, and how that comes into force')
    .argument(
      '[file]',
      'the configuration file; unless given, the one that a start here would read',
    )
    .addOption(localOption('against the defaults, even if PromptBin runs'))
    .addHelpText(
      'after',
      `${example('promptbin config diff my-config.yaml')}

It is compared with the instance that runs, else with the defaults. Secrets are masked, so that one
secret in place of another is no difference here.`,
    )
    .action(async (file: string | undefined, _options, command: Command) => {
      await diff(file, command.optsWithGlobals<LocalOption>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function diff(
  named: string | undefined,
  options: LocalOption,
  { terminal: { stdout } }: CommandContext,
): Promise<void> {
  const config = wouldHave(named === undefined ? options : { ...options, config: named })
  const running = options.local ? undefined : await runningSettings(config.dataDir)
  const against = running === undefined ? 'defaults' : 'running'
  const differences = differencesOf(running ?? defaults(), describeConfig(config))
  stdout.write(
    options.json
      ? `${JSON.stringify({ against, differences })}\n`
      : `${report(differences, against).join('\n')}\n`,
  )
}

const keys = new Set(describeSettings().map(({ key }) => key))

/** Of the same machine and folder, as nothing else says anything. */
function defaults(): Settings {
  return describeConfig(loadConfig({ environment: { PROMPTBIN_SUPERVISED: '1' } }))
}

function differencesOf(before: Settings, after: Settings): readonly Difference[] {
  return describeSettings().flatMap(({ key, change }) => {
    const [was, is] = [before[key], after[key]]
    if (was === undefined || is === undefined || isSame(was, is)) return []
    return [{ key, from: was.value, to: is.value, origin: originText(is), change }]
  })
}

/**
 * Also the same is what followed from where the instance was started, such as a port that was free, and
 * what nobody gives here either. What follows from another setting changes with that.
 */
function isSame(was: DescribedSetting, is: DescribedSetting): boolean {
  if (isDeepStrictEqual(was.value, is.value)) return true
  const followsPlace = was.origin === 'derived' && !keys.has(was.source ?? '')
  return followsPlace && (['derived', 'default'].includes(is.origin) || is.value === 0)
}

const whens: Readonly<Record<ChangeKind, string>> = {
  live: 'at once',
  reload: 'by replacing processes',
  fixed: 'at the next start',
}

function report(differences: readonly Difference[], against: string): readonly string[] {
  const other = against === 'running' ? 'the instance that runs' : 'the defaults'
  if (differences.length === 0) return [`Nothing is different from ${other}.`]
  const rows = differences.map(({ key, from, to, origin, change }) => [
    key,
    `${valueText(from)} → ${valueText(to)}`,
    origin,
    ...(against === 'running' ? [whens[change]] : []),
  ])
  return [...alignColumns(rows), '', `This is different from ${other}.`]
}
