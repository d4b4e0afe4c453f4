import type { Command } from 'commander'
import type { CommandContext } from '../command-line.ts'
import { addHistory } from './changing/history.ts'
import { addRollback } from './changing/rollback.ts'
import { addSet } from './changing/set.ts'
import { addDiff } from './diff.ts'
import { addExplain } from './explain.ts'
import { addGet } from './get.ts'
import { addPrint } from './print.ts'
import { addValidate } from './validate.ts'

/** `promptbin config`: what the configuration is, what it may be, and how it is changed. */
export function addConfig(program: Command, context: CommandContext): void {
  const config = program
    .command('config')
    .description('show, explain, check, compare and change the configuration')
  const showing = [addPrint, addGet, addExplain, addValidate, addDiff]
  const changing = [addSet, addHistory, addRollback]
  for (const add of [...showing, ...changing]) add(config, context)
}
