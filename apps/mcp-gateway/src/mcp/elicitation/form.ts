import type { ElicitRequestFormParams } from '@modelcontextprotocol/server'
import type { Variable } from '@promptbin/prompts'
import { argumentOf } from '../prompts/argument.ts'

type Fields = ElicitRequestFormParams['requestedSchema']['properties']
type Field = Fields[string]

/** What a person has answered before, or a program given, by the name of the variable. */
export type Values = Readonly<Record<string, unknown>>

/** A value that the form shows from the beginning. */
function presetOf({ name, default: preset }: Variable, values: Values): string | undefined {
  const value = values[name] ?? preset
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}

/** What a form knows of is flat: lists and long texts are text, and are read as what they are. */
function fieldOf(variable: Variable, values: Values): Field {
  const { name, type, options = [] } = variable
  const { description } = argumentOf(variable)
  const about = { title: name, ...(description !== undefined && { description }) }
  const preset = presetOf(variable, values)
  if (type === 'enum') {
    const known = preset !== undefined && options.includes(preset)
    return { type: 'string', enum: options, ...about, ...(known && { default: preset }) }
  }
  if (type === 'number') {
    const known = preset?.trim() && Number.isFinite(Number(preset))
    return { type: 'number', ...about, ...(known && { default: Number(preset) }) }
  }
  if (type === 'boolean') {
    const known = preset === 'true' || preset === 'false'
    return { type: 'boolean', ...about, ...(known && { default: preset === 'true' }) }
  }
  return { type: 'string', ...about, ...(preset !== undefined && { default: preset }) }
}

/**
 * A form that asks for some variables of a prompt, in the flat schema that every client of
 * elicitation knows (MCP 2025-06-18 client/elicitation). A field has the name of its variable.
 */
export function formFor(
  prompt: string,
  variables: readonly Variable[],
  values: Values,
): ElicitRequestFormParams {
  const properties = Object.fromEntries(
    variables.map((variable) => [variable.name, fieldOf(variable, values)]),
  )
  const isOne = variables.length === 1
  return {
    message: `The prompt "${prompt}" needs ${isOne ? 'a value' : `${variables.length} values`}.`,
    requestedSchema: {
      type: 'object',
      properties,
      required: variables.map(({ name }) => name),
    },
  }
}

const isUsable = (value: unknown) =>
  (typeof value === 'string' && value !== '') ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))

/** Of what a client sent back, the values of these variables; it may have sent anything. */
export function answersTo(variables: ReadonlyMap<string, Variable>, content: unknown): Values {
  if (typeof content !== 'object' || content === null) return {}
  const answers = Object.entries(content).filter(
    ([name, value]) => variables.has(name) && isUsable(value),
  )
  return Object.fromEntries(answers)
}
