import {
  changeInWords,
  type DescribedSetting,
  explainSetting,
  type SettingDescription,
} from '@promptbin/config'
import type { Command } from 'commander'
import { alignColumns } from '../../terminal/align-columns.ts'
import { exitCodes } from '../../terminal/exit-codes.ts'
import { type CommandContext, example } from '../command-line.ts'
import { originText, valueText } from './setting-text.ts'
import { type LocalOption, localOption, settingsHere } from './settings-here.ts'

/** `promptbin config explain`: all there is to know of one setting. */
export function addExplain(config: Command, context: CommandContext): void {
  config
    .command('explain')
    .description('tell what a setting does, what it may be, what it is, and how a change acts')
    .argument('<key>', 'the setting, such as web.port, or its variable')
    .addOption(localOption())
    .addHelpText('after', example('promptbin config explain mcp.request_timeout'))
    .action(async (name: string, _options, command: Command) => {
      await explain(name, command.optsWithGlobals<LocalOption>(), context)
      context.exitCode = exitCodes.ok
    })
}

async function explain(
  name: string,
  options: LocalOption,
  { terminal: { stdout } }: CommandContext,
): Promise<void> {
  const description = explainSetting(name)
  const { of, settings } = await settingsHere(options)
  const present = settings[description.key]
  stdout.write(
    options.json
      ? `${JSON.stringify({ ...description, of, present })}\n`
      : `${explanation(description, present).join('\n')}\n`,
  )
}

function explanation(
  setting: SettingDescription,
  present: DescribedSetting | undefined,
): readonly string[] {
  const { key, doc, accepts, variable, sensitive, change } = setting
  const shown = present && `${valueText(present.value)}  (${originText(present)})`
  const older = setting.olderKeys.join(', ')
  return [
    key,
    '',
    doc,
    '',
    ...alignColumns([
      ['value', shown ?? '-'],
      ['default', valueText(setting.default)],
      ['takes', accepts],
      ['example', `${key}: ${setting.example}`],
      ['variable', `${variable}, or ${variable}_FILE for a file with the value`],
      ['a change', changeInWords(change)],
      ...(older === '' ? [] : [['also', `${older}, an older name`]]),
      ...(sensitive ? [['secret', 'the value is masked wherever it would be shown']] : []),
    ]),
  ]
}
