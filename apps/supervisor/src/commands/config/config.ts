import type { Command } from 'commander'
import type { CommandContext } from '../command-line.ts'
import { addDiff } from './diff.ts'
import { addExplain } from './explain.ts'
import { addGet } from './get.ts'
import { addPrint } from './print.ts'
import { addValidate } from './validate.ts'

/** `promptbin config`: what the configuration is, what it may be, and what is wrong with it. */
export function addConfig(program: Command, context: CommandContext): void {
  const config = program
    .command('config')
    .description('show, explain, check and compare the configuration')
  for (const add of [addPrint, addGet, addExplain, addValidate, addDiff]) add(config, context)
}
