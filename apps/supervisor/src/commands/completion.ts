import { Argument, type Command } from 'commander'
import { bashCompletion } from '../completion/bash-completion.ts'
import { readCommandTree } from '../completion/command-tree.ts'
import { fishCompletion } from '../completion/fish-completion.ts'
import { type ShellTables, shellTables } from '../completion/shell-tables.ts'
import { zshCompletion } from '../completion/zsh-completion.ts'
import { exitCodes } from '../terminal/exit-codes.ts'
import { type CommandContext, example } from './command-line.ts'

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const

type Shell = keyof typeof shells

/** `promptbin completion`: what a shell needs to complete commands, options and values. */
export function addCompletion(program: Command, context: CommandContext): void {
  const shell = new Argument('<shell>', 'which one').choices(Object.keys(shells))
  program
    .command('completion')
    .description('write a script by which your shell completes promptbin')
    .addArgument(shell)
    .addHelpText(
      'after',
      `${example('source <(promptbin completion bash)')}\n  $ promptbin completion zsh > "\${fpath[1]}/_promptbin"\n  $ promptbin completion fish > ~/.config/fish/completions/promptbin.fish`,
    )
    .action((name: Shell) => {
      const tables: ShellTables = shellTables(readCommandTree(program))
      context.terminal.stdout.write(shells[name](tables))
      context.exitCode = exitCodes.ok
    })
}
