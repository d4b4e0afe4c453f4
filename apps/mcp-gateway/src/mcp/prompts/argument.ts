import type { PromptArgument } from '@modelcontextprotocol/server'
import type { Variable } from '@promptbin/prompts'

/** As much of an option, a default or an example as a client has room to show. */
const maxShownLength = 80

/** As many options as are named; completion and the answer to a wrong value know all. */
const maxShownOptions = 20

const shown = (text: string) => text.slice(0, maxShownLength)

/** What may be given, in words: MCP itself knows only strings. */
function formOf({ type, options = [] }: Variable): string | undefined {
  if (type === 'number') return 'A number.'
  if (type === 'boolean') return 'true or false.'
  if (type === 'list') return 'Several, separated by commas or lines.'
  if (type !== 'enum') return undefined
  const named = options.slice(0, maxShownOptions).map(shown).join(', ')
  return `One of: ${named}${options.length > maxShownOptions ? ', …' : '.'}`
}

/** A variable as the argument of an MCP prompt; one with a default need not be given. */
export function argumentOf(variable: Variable): PromptArgument {
  const { name, description, required, default: preset, example } = variable
  const words = [
    description,
    formOf(variable),
    preset && `Without a value: ${shown(preset)}`,
    example && `For example: ${shown(example)}`,
  ].filter(Boolean)
  return {
    name,
    ...(words.length > 0 && { description: words.join(' ') }),
    required: required === true && preset === undefined,
  }
}
