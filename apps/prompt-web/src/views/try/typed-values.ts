import type { Rendering } from '@promptbin/prompts'

/** The values that somebody has typed into the form, by variable, as they were typed. */
export type TypedValues = Readonly<Record<string, string>>

/** What somebody tries, and what comes of it. */
export interface Tried {
  readonly values: TypedValues
  readonly rendering: Rendering
}

/** The prefix keeps a variable's name apart from every other field. */
export const valuePrefix = 'value.'

/** The id of a variable's field; a place for what is wrong with it is named after it. */
export const fieldId = (name: string): string => `${valuePrefix}${name}`

/** The values among the fields of a form or of an address; a field that is left empty gives none. */
export function typedValues(fields: Iterable<readonly [name: string, value: string]>): TypedValues {
  const values = [...fields].flatMap(([field, value]) =>
    field.startsWith(valuePrefix) && value !== '' ? [[field.slice(valuePrefix.length), value]] : [],
  )
  return Object.fromEntries(values)
}
