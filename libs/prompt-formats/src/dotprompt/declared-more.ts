import { canonicalJson, type Variable } from '@promptbin/prompts'
import { isObject, type PlainObject } from '../values/plain-json.ts'

/** What of a variable may be told beside its schema. */
const fields = ['type', 'description', 'required', 'default', 'example', 'options'] as const

const isSame = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null)

/** By name, the fields that Picoschema does not say as they are; `null` for one that is not there. */
export function differences(
  wanted: readonly Variable[],
  told: readonly Variable[],
): Record<string, Record<string, unknown>> {
  const read = new Map(told.map((variable) => [variable.name, variable]))
  const entries = wanted.map((variable): [string, Record<string, unknown>] => {
    const other = read.get(variable.name)
    const differing = fields.filter((field) => !isSame(variable[field], other?.[field]))
    const values = differing.map((field) => [field, variable[field] ?? null])
    return [variable.name, Object.fromEntries(values)]
  })
  return Object.fromEntries(entries.filter(([, values]) => Object.keys(values).length > 0))
}

function withFields(variable: Variable, more: PlainObject): Variable {
  const kept = fields.flatMap((field) => {
    const value = Object.hasOwn(more, field) ? more[field] : variable[field]
    return value === undefined || value === null ? [] : [[field, value]]
  })
  return { name: variable.name, ...Object.fromEntries(kept) }
}

/** Adds to variables what stands of them under `promptbin.variables`. */
export function withMore(variables: readonly Variable[], more: unknown): readonly Variable[] {
  if (!isObject(more)) return variables
  return variables.map((variable) => {
    const own = Object.hasOwn(more, variable.name) ? more[variable.name] : undefined
    return isObject(own) ? withFields(variable, own) : variable
  })
}
