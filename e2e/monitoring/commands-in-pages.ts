/** What stands in fences and between backticks of a page as a command of a shell. */
export function commandsIn(markdown: string): readonly string[] {
  const fenced = [...markdown.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, body = '']) =>
    body.trim().split('\n'),
  )
  const inline = [...markdown.matchAll(/`(promptbin [^`]+)`/g)].flatMap(
    ([, command]) => command ?? [],
  )
  return [...new Set([...fenced, ...inline])]
}

/** A command as a reader types it. */
export interface Typed {
  /** Such as `events`, or `config rollback`. */
  readonly subcommand: string
  /** Each `--option`, with the values after it. */
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** What stands before the first option. */
  readonly positional: readonly string[]
}

/** Commands that are a group of others. */
const groups = [
  'audit',
  'backup',
  'config',
  'library',
  'maintenance',
  'service',
  'token',
  'webhook',
]

/** Takes a line such as `promptbin events --type exited paused | wc` apart, up to what it is piped to. */
export function parseCommand(line: string): Typed {
  const [, first = '', ...others] = (line.split(' | ')[0] ?? '').split(/\s+/)
  const [second, ...rest] = others
  const isOfGroup = groups.includes(first) && second !== undefined && !second.startsWith('-')
  const subcommand = isOfGroup ? `${first} ${second}` : first
  const words = isOfGroup ? rest : others
  const isOption = (word: string) => word.startsWith('-')
  const firstOption = words.findIndex(isOption)
  const positional = firstOption < 0 ? words : words.slice(0, firstOption)
  const options: { name: string; values: string[] }[] = []
  for (const word of words.slice(positional.length)) {
    if (isOption(word)) options.push({ name: word, values: [] })
    else options.at(-1)?.values.push(word)
  }
  return { subcommand, options, positional }
}

/** What `--help` says of one option or argument. */
interface Parameter {
  readonly names: readonly string[]
  readonly takesValue: boolean
  /** Empty where any value is taken. */
  readonly choices: readonly string[]
}

/** The options and arguments that a help lists, each with the values that it allows. */
function parametersOf(help: string): readonly Parameter[] {
  // An entry begins two columns in; what goes on stands further right.
  const entries = help.split(/\n {2}(?=\S)/).map((entry) => entry.replace(/\s+/g, ' '))
  return entries.map((entry) => {
    const term = /^(?:-[^\s,]+(?:, -[^\s,]+)*(?: <\S+>)?|\S+)/.exec(entry)?.[0] ?? ''
    const choices = /\(choices: ([^)]*?)(?:, default: [^)]*)?\)/.exec(entry)?.[1] ?? ''
    return {
      names: term.replace(/ <.*/, '').split(', '),
      takesValue: term.includes('<') || !term.startsWith('-'),
      choices: [...choices.matchAll(/"([^"]+)"/g)].flatMap(([, choice]) => choice ?? []),
    }
  })
}

/** What of a typed command the help of its subcommand does not know. */
export function faultsOf({ options, positional }: Typed, help: string): readonly string[] {
  const parameters = parametersOf(help)
  const usage = /^Usage: promptbin(?: [a-z-]+)+((?: [[<]\S+[\]>])*)/m.exec(help)?.[1] ?? ''
  const argumentNames = [...usage.matchAll(/[[<]([\w-]+)[\]>]/g)]
    .flatMap(([, name]) => name ?? [])
    .filter((name) => name !== 'options')
  const named = (name: string) => parameters.find(({ names }) => names.includes(name))
  const refused = (name: string, values: readonly string[]) => {
    const { choices = [] } = named(name) ?? {}
    return values
      .filter((value) => choices.length > 0 && !choices.includes(value))
      .map((value) => `${name} cannot be ${value}`)
  }
  return [
    ...options.flatMap(({ name, values }) => {
      const parameter = named(name)
      if (!parameter) return [`no option ${name}`]
      if (parameter.takesValue !== values.length > 0)
        return [`${name} with ${values.length} values`]
      return refused(name, values)
    }),
    ...positional.flatMap((value, index) => {
      const name = argumentNames[index]
      return name === undefined ? [`no argument for ${value}`] : refused(name, [value])
    }),
  ]
}
