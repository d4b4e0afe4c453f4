import { describeSettings } from '@promptbin/config'
import { LOG_LEVELS } from '@promptbin/logging'
import type { Argument, Command, Option } from 'commander'

/** What may stand at a place: words, names of files or folders, or anything. */
export type Candidates = readonly string[] | 'files' | 'folders' | 'anything'

/** An option as a shell completes it. */
export interface CompletedOption {
  /** `--follow`, `-f`. */
  readonly flags: readonly string[]
  readonly description: string
  /** Of its value; undefined when it takes none. */
  readonly value: Candidates | undefined
}

/** A command with what may follow it. */
export interface CommandNode {
  /** The words that lead to it: empty for `promptbin` itself. */
  readonly path: readonly string[]
  readonly description: string
  readonly options: readonly CompletedOption[]
  readonly arguments: readonly { readonly values: Candidates; readonly isLast: boolean }[]
  readonly children: readonly CommandNode[]
}

/** The tree of a command line; options of the whole line stand at every command. */
export function readCommandTree(program: Command): CommandNode {
  return readNode(program, [], program.options)
}

/** The commands of a tree, each before its children. */
export function allCommands(node: CommandNode): readonly CommandNode[] {
  return [node, ...node.children.flatMap(allCommands)]
}

function readNode(
  command: Command,
  path: readonly string[],
  inherited: readonly Option[],
): CommandNode {
  const options = path.length === 0 ? inherited : [...command.options, ...inherited]
  return {
    path,
    description: command.description(),
    options: [...options.filter(({ hidden }) => !hidden).map(readOption), help],
    arguments: command.registeredArguments.map(readArgument),
    children: command.commands.map((child) => readNode(child, [...path, child.name()], inherited)),
  }
}

const help: CompletedOption = {
  flags: ['--help', '-h'],
  description: 'what there is, with examples',
  value: undefined,
}

function readOption(option: Option): CompletedOption {
  const { long, short, description, argChoices, flags } = option
  const takesValue = option.required || option.optional
  const name = /[<[]([\w-]+)/.exec(flags)?.[1] ?? ''
  return {
    flags: [long, short].filter((flag) => flag !== undefined),
    description,
    value: takesValue ? (argChoices ?? candidatesNamed(name)) : undefined,
  }
}

function readArgument(argument: Argument): CommandNode['arguments'][number] {
  const values = argument.argChoices ?? candidatesNamed(argument.name())
  return { values, isLast: argument.variadic }
}

/** What is known by the name that the help shows. */
function candidatesNamed(name: string): Candidates {
  if (name === 'key' || name === 'setting') return describeSettings().map(({ key }) => key)
  if (name === 'level') return LOG_LEVELS
  if (name === 'file' || name === 'path') return 'files'
  return name === 'folder' ? 'folders' : 'anything'
}
