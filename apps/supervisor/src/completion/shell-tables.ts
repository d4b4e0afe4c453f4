import { allCommands, type Candidates, type CommandNode } from './command-tree.ts'

/** A line of a table: a place in the command line, and what belongs to it. */
export interface Row<Value> {
  readonly place: string
  readonly value: Value
}

/** A word that can be offered. */
export interface Offer {
  readonly word: string
  readonly description: string
}

/**
 * The tree as tables of plain strings, which every shell looks up in the same way. A place is the words of
 * the command, `|`, and what stands there: a word, an option, or the number of an argument.
 */
export interface ShellTables {
  /** The command that a word leads to. */
  readonly steps: readonly Row<string>[]
  /** Options after which a value comes, with what it may be. */
  readonly values: readonly Row<Candidates>[]
  /** What an argument may be; `*` in place of the number: any further one. */
  readonly arguments: readonly Row<Candidates>[]
  readonly children: readonly Row<readonly Offer[]>[]
  readonly options: readonly Row<readonly Offer[]>[]
}

/** Builds the tables of a tree. */
export function shellTables(tree: CommandNode): ShellTables {
  const nodes = allCommands(tree)
  const name = (node: CommandNode) => node.path.join(' ')
  return {
    steps: nodes.flatMap((node) =>
      node.children.map((child) => ({
        place: `${name(node)}|${child.path.at(-1)}`,
        value: name(child),
      })),
    ),
    values: nodes.flatMap((node) =>
      node.options.flatMap(({ flags, value }) =>
        value === undefined ? [] : flags.map((flag) => ({ place: `${name(node)}|${flag}`, value })),
      ),
    ),
    arguments: nodes.flatMap((node) =>
      node.arguments.flatMap(({ values, isLast }, index) => [
        { place: `${name(node)}|${index}`, value: values },
        ...(isLast ? [{ place: `${name(node)}|*`, value: values }] : []),
      ]),
    ),
    children: nodes
      .filter(({ children }) => children.length > 0)
      .map((node) => ({
        place: name(node),
        value: node.children.map(({ path, description }) => ({
          word: path.at(-1) ?? '',
          description,
        })),
      })),
    options: nodes.map((node) => ({
      place: name(node),
      value: node.options.flatMap(({ flags, description }) =>
        flags.filter((flag) => flag.startsWith('--')).map((word) => ({ word, description })),
      ),
    })),
  }
}

/** A text as one word of a shell of the Bourne family. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
