import type { Command } from 'commander'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnosis } from '../../diagnostics/diagnosis.ts'
import { exitCodeFor } from '../../diagnostics/finding.ts'
import { keepDiagnosis, readDiagnosis } from '../../diagnostics/keep-diagnosis.ts'
import type { Subject } from '../../diagnostics/scene.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { diagnosisText } from '../../terminal/diagnosis/diagnosis-text.ts'
import { type CommandContext, example, type GlobalOptions } from '../command-line.ts'
import { assertCanAsk, type DoneRepair, repairAll } from './repair-all.ts'
import { subjectHere } from './subject-here.ts'

interface Options extends GlobalOptions {
  readonly fix?: boolean
  readonly yes?: boolean
  readonly last?: boolean
  readonly verbose?: boolean
}

/** `promptbin doctor`: what is wrong with this PromptBin, whether it runs or not, and what to do. */
export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('look at everything that PromptBin needs, and say what is wrong and what to do')
    .option('--fix', 'put right what can be put right without losing anything; asks before each')
    .option('-y, --yes', 'with --fix: do all of it without asking')
    .option('--last', 'tell what was found last, and look at nothing')
    .option('-v, --verbose', 'every check, with what it saw')
    .addHelpText(
      'after',
      `${example('promptbin doctor')}
  $ promptbin doctor --fix
  $ promptbin doctor --json --verbose
  $ promptbin doctor --last

It works whether PromptBin runs or not, takes 10 s at most, and without --fix it changes nothing.
Exit code, by the worst of what was found: 0 nothing that is an error, 2 the configuration, 3 the
library or the machine, 4 the processes, 5 rights and keys.`,
    )
    .action(async (_options, command: Command) => {
      context.exitCode = await doctor(command.optsWithGlobals<Options>(), context)
    })
}

async function doctor(options: Options, context: CommandContext): Promise<number> {
  const { stdout } = context.terminal
  if (options.fix) assertCanAsk({ options, context })
  const subject = subjectHere(options)
  const { stateFolder } = locateDataFolder(subject.config.dataDir)
  const found = options.last ? readDiagnosis(stateFolder) : await look(subject, stateFolder)
  if (found === null) {
    stdout.write(options.json ? 'null\n' : 'Nothing was looked at yet: promptbin doctor\n')
    return exitCodeFor([])
  }
  if (!options.json)
    stdout.write(`${diagnosisText(found, { verbose: options.verbose === true }).join('\n')}\n`)
  const repairs = options.fix === true ? await repairAll(found, { subject, options, context }) : []
  const now = repairs.some(({ isDone }) => isDone) ? await look(subject, stateFolder) : found
  tellEnd({ now, repairs }, options, context)
  return exitCodeFor(now.findings)
}

async function look(subject: Subject, stateFolder: string): Promise<Diagnosis> {
  const diagnosis = await diagnose(subject)
  await keepDiagnosis(stateFolder, diagnosis)
  return diagnosis
}

function tellEnd(
  { now, repairs }: { readonly now: Diagnosis; readonly repairs: readonly DoneRepair[] },
  { json, fix }: Options,
  { terminal: { stdout } }: CommandContext,
): void {
  if (json) stdout.write(`${JSON.stringify({ ...now, ...(fix && { repairs }) })}\n`)
  else if (repairs.length > 0) {
    const left = now.findings.length
    stdout.write(
      `\n${left === 0 ? 'Nothing is amiss any more.' : `Still amiss: ${now.findings.map(({ check }) => check).join(', ')}.`}\n`,
    )
  }
}
