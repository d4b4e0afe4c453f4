import type { Variable } from '../prompt/variable.ts'
import { convertValue } from './convert-value.ts'
import type { Rendering } from './rendering.ts'

/** What is to be said of one value that cannot be used. */
type Invalid = Rendering['invalid'][number]

/** The values that were given, as far as they can be used, and what is to be said of the rest. */
export interface Values {
  /** By the name of the variable, ready to be put in its place. */
  readonly texts: ReadonlyMap<string, string>
  readonly missing: readonly string[]
  readonly invalid: readonly Invalid[]
}

/** How many names that are not declared are told; each as far as a name may be long. */
const maxUndeclaredTold = 20
const maxNameLength = 64

/** Types of which a blank is no value: an empty field of a form says that nothing was chosen. */
const typesWithoutBlank: readonly (string | undefined)[] = ['number', 'boolean', 'enum']

/** Only own properties count: `constructor` is a name like any other. Throws what a getter throws. */
function given(values: object, { name, type }: Variable): unknown {
  if (!Object.hasOwn(values, name)) return undefined
  const value: unknown = Reflect.get(values, name)
  const isBlank = typeof value === 'string' && value.trim() === ''
  return value === null || (isBlank && typesWithoutBlank.includes(type)) ? undefined : value
}

function undeclared(values: object, variables: readonly Variable[]): Invalid[] {
  const declared = new Set(variables.map(({ name }) => name))
  return Object.keys(values)
    .filter((name) => !declared.has(name))
    .slice(0, maxUndeclaredTold)
    .map((name) => ({
      name: name.slice(0, maxNameLength).toWellFormed(),
      message: 'is not a variable of this prompt',
    }))
}

/** The keys of an object that may be a proxy which refuses to tell them. */
function toldUndeclared(values: object, variables: readonly Variable[]): Invalid[] {
  try {
    return undeclared(values, variables)
  } catch {
    return []
  }
}

/**
 * Reads the values for these variables out of what was given, whatever that is: a value of the
 * wrong type is named in `invalid`, a required variable with neither value nor default in
 * `missing`, and any other variable without a value is empty text.
 */
export function readValues(variables: readonly Variable[], from: unknown): Values {
  const values = typeof from === 'object' && from !== null ? from : {}
  const texts = new Map<string, string>()
  const missing: string[] = []
  const invalid: Invalid[] = []
  for (const variable of variables) {
    const { name, required = false } = variable
    const converted = convertGiven(variable, values)
    if (converted === undefined && required) missing.push(name)
    else if (converted === undefined) texts.set(name, '')
    else if ('text' in converted) texts.set(name, converted.text)
    else invalid.push({ name, message: converted.fault })
  }
  return { texts, missing, invalid: [...invalid, ...toldUndeclared(values, variables)] }
}

function convertGiven(variable: Variable, values: object) {
  try {
    const value = given(values, variable) ?? variable.default
    return value === undefined ? undefined : convertValue(variable, value)
  } catch {
    // A getter, or a value's own way to write itself, threw.
    return { fault: 'cannot be read' }
  }
}
