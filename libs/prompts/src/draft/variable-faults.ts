import type { FieldError } from '@promptbin/errors'
import type { Variable } from '../prompt/variable.ts'
import { convertValue } from '../rendering/convert-value.ts'

/** A default or an example that the variable would not take as a value. */
function valueFaults(variable: Variable, field: 'default' | 'example', pointer: string) {
  const value = variable[field]
  if (value === undefined) return []
  const converted = convertValue(variable, value)
  return 'text' in converted ? [] : [{ pointer: `${pointer}/${field}`, message: converted.fault }]
}

/** What is wrong with a variable that is of the right shape. */
export function variableFaults(variable: Variable, pointer: string): FieldError[] {
  const { type, options } = variable
  if (type === 'enum' && options === undefined) {
    return [{ pointer: `${pointer}/options`, message: 'is missing: an enum has options' }]
  }
  if (type !== 'enum' && options !== undefined) {
    return [{ pointer: `${pointer}/options`, message: 'must only be given for the type enum' }]
  }
  return (['default', 'example'] as const).flatMap((field) => valueFaults(variable, field, pointer))
}

/** The second and later declarations of one variable name. */
export function duplicateFaults(variables: readonly Variable[], pointer: string): FieldError[] {
  const names = variables.map(({ name }) => name)
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [{ pointer: `${pointer}/${index}/name`, message: `repeats the variable "${name}"` }],
  )
}
