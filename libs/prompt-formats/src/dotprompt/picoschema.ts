import type { Variable, VariableType } from '@promptbin/prompts'
import { textOrNothing } from '../values/fields.ts'
import { isObject, type PlainObject } from '../values/plain-json.ts'

const maxDescriptionLength = 1_000
const maxOptions = 100
const maxOptionLength = 200
const maxVariables = 200

/** Scalar types of Picoschema and of JSON Schema; one that is not here is given as text. */
const types: ReadonlyMap<string, VariableType | undefined> = new Map([
  ['string', undefined],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
  ['any', undefined],
])

/** What a schema says of one input. */
interface Input {
  readonly name: string
  readonly isOptional: boolean
  /** A type of Picoschema, `enum`, `array` or `object`. */
  readonly type: string
  readonly description: string
  readonly options: readonly unknown[]
  readonly default?: unknown
}

/** "string, what it is for" in its two halves. */
function splitDescription(text: string): [type: string, description: string] {
  const comma = text.indexOf(',')
  if (comma === -1) return [text.trim(), '']
  return [text.slice(0, comma).trim(), text.slice(comma + 1).replace(/^ */, '')]
}

function picoInput(key: string, value: unknown): Input {
  const paren = key.indexOf('(')
  const named = (paren === -1 ? key : key.slice(0, paren)).trim()
  const isOptional = named.endsWith('?')
  const name = isOptional ? named.slice(0, -1) : named
  const inKey = paren === -1 ? '' : key.slice(paren + 1).replace(/\)$/, '')
  const inValue = typeof value === 'string' ? value : 'object'
  const [type, description] = splitDescription(inKey || inValue)
  return { name, isOptional, type, description, options: Array.isArray(value) ? value : [] }
}

function jsonInput(name: string, schema: unknown, required: ReadonlySet<unknown>): Input {
  const value = isObject(schema) ? schema : {}
  const [type = 'any'] = [value['type']].flat().filter((each) => each !== 'null')
  const options = Array.isArray(value['enum']) ? value['enum'] : []
  return {
    name,
    isOptional: !required.has(name),
    type: options.length > 0 ? 'enum' : String(type),
    description: textOrNothing(value['description']) ?? '',
    options,
    default: value['default'],
  }
}

function inputsOf(schema: unknown): Input[] {
  if (!isObject(schema)) return []
  const { properties, required } = schema
  if (isObject(properties)) {
    const names = new Set(Array.isArray(required) ? required : [])
    return Object.entries(properties).map(([name, value]) => jsonInput(name, value, names))
  }
  return Object.entries(schema)
    .filter(([key]) => key !== '(*)')
    .map(([key, value]) => picoInput(key, value))
}

/** A default as it would be given: a list as one line where that is clear, else as JSON. */
function defaultText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value === undefined || value === null) return undefined
  const isPlain = (item: unknown) =>
    typeof item === 'string' && /^[^\s,]([^,\n]*[^\s,])?$/.test(item)
  if (Array.isArray(value) && value.length > 1 && value.every(isPlain)) return value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function typeOf({ name, type, options }: Input, notes: string[]): Partial<Variable> {
  if (type === 'array') return { type: 'list' }
  if (type === 'enum') {
    const texts = [...new Set(options.flatMap((option) => textOrNothing(option) ?? []))]
    const fits =
      texts.length <= maxOptions && texts.every(({ length }) => length <= maxOptionLength)
    if (texts.length > 0 && fits) return { type: 'enum', options: texts }
  } else if (types.has(type)) {
    const known = types.get(type)
    return known === undefined ? {} : { type: known }
  }
  notes.push(`The input "${name}" is given as text: its type has no counterpart here.`)
  return { type: 'text' }
}

function variableOf(input: Input, defaults: PlainObject, notes: string[]): Variable {
  const { name, isOptional, description } = input
  const given = Object.hasOwn(defaults, name) ? defaults[name] : input.default
  const text = defaultText(given)
  return {
    name,
    ...(description !== '' && {
      description: description.slice(0, maxDescriptionLength).toWellFormed(),
    }),
    ...typeOf(input, notes),
    ...(text === undefined ? !isOptional && { required: true } : { default: text }),
  }
}

/**
 * Reads the `input` of dotprompt, its schema in Picoschema or JSON Schema, as variables; `names` are
 * those of the places in the text, each of which is a variable too.
 */
export function readInput(
  input: unknown,
  names: readonly string[],
  notes: string[],
): readonly Variable[] {
  const { schema, default: given } = isObject(input) ? input : {}
  const defaults = isObject(given) ? given : {}
  const declared = inputsOf(schema)
  const isOpen = declared.length === 0
  const known = new Set(declared.map(({ name }) => name))
  const more = names
    .filter((name) => !known.has(name))
    .map((name) => ({ name, isOptional: !isOpen, type: 'string', description: '', options: [] }))
  const inputs = [...declared, ...more]
  const valid = inputs.filter(({ name }) => /^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name))
  if (valid.length < inputs.length)
    notes.push('Inputs whose names cannot be declared are left out.')
  if (valid.length > maxVariables) notes.push(`Only the first ${maxVariables} inputs are kept.`)
  return valid.slice(0, maxVariables).map((each) => variableOf(each, defaults, notes))
}

/** A variable in Picoschema: the key with what belongs there, and the value. */
export function writeInput(variable: Variable): [key: string, value: unknown] {
  const { name, description = '', required = false, type = 'string', options } = variable
  const told = description
    .split(/[\r\n\u2028\u2029]/)
    .join(' ')
    .trim()
  const about = told === '' ? '' : `, ${told}`
  const key = required || variable.default !== undefined ? name : `${name}?`
  if (type === 'enum') return [`${key}(enum${about})`, options ?? []]
  if (type === 'list') return [`${key}(array${about})`, 'string']
  const scalar = type === 'number' || type === 'boolean' ? type : 'string'
  return [key, `${scalar}${about}`]
}

/** A default with the type that the schema tells, where that loses nothing. */
export function writeDefault({ type, default: text }: Variable): unknown {
  if (text === undefined) return undefined
  if (type === 'number' && String(Number(text)) === text) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if (type !== 'list') return text
  const items = text.split(', ')
  return defaultText(items) === text ? items : text
}
