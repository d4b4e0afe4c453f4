import { place } from './place.ts'
import type { Prompt, Rendering, Variable } from './prompt.ts'

/**
 * How many characters of values one rendering takes in. A long text with many places for one long
 * value would otherwise grow without bound.
 */
const maxInsertedLength = 4 * 1024 * 1024

/** What to render, and with which values. */
export interface RenderInput {
  readonly prompt: Prompt
  /** By variable name. Strings, numbers and booleans are written as they are, the rest as JSON. */
  readonly arguments: Readonly<Record<string, unknown>>
  /** The label that chose the version, to be named in the answer. */
  readonly label?: string | null
}

/** A value as text; `undefined` if there is none, or none that can be written. */
function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'object') return JSON.stringify(value)
  return typeof value === 'function' || typeof value === 'symbol' ? undefined : String(value)
}

/** The value given for a name. Only own properties count: `constructor` is a name like any other. */
function givenValue(values: RenderInput['arguments'], name: string): string | undefined {
  try {
    return Object.hasOwn(values, name) ? asText(values[name]) : undefined
  } catch {
    // A cyclic object, or one whose getters throw: as good as no value.
    return undefined
  }
}

function chosenValue(variable: Variable, values: RenderInput['arguments']): string | undefined {
  const value = givenValue(values, variable.name) ?? variable.default
  return value === undefined && !variable.required ? '' : value
}

/**
 * Fills the places of declared variables in one pass. Everything else stays as it is written, and
 * a value is never looked at again, so it can only ever fill its own place. Never throws: a
 * required variable without a value keeps its place and is named in `missing`, as is one whose
 * value no longer fits.
 */
export function render(input: RenderInput): Rendering {
  const { name, version } = input.prompt
  const values = new Map<string, string>()
  const missing = new Set<string>()
  for (const variable of version.variables) {
    const value = chosenValue(variable, input.arguments)
    if (value === undefined) missing.add(variable.name)
    else values.set(variable.name, value)
  }

  let room = maxInsertedLength
  const fill = (written: string, variable: string): string => {
    const value = values.get(variable)
    if (value === undefined) return written
    if (value.length > room) {
      missing.add(variable)
      return written
    }
    room -= value.length
    return value
  }

  const messages = version.messages.map(({ role, text }) => ({
    role,
    text: text.replace(place, fill),
  }))
  return {
    messages,
    text: messages.map(({ text }) => text).join('\n\n'),
    name,
    version: version.n,
    label: input.label ?? null,
    sha256: version.sha256,
    missing: [...missing],
  }
}
