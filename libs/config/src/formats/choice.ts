import type { Format } from './format.ts'
import { anyCase, either, textOf, wordOf } from './json-schema.ts'

/** One of a few words, whatever their case. */
export function choice<const Value extends string>(values: readonly Value[]): Format<Value> {
  return {
    coerce: (written) => (typeof written === 'string' ? written.trim().toLowerCase() : written),
    expected: (value) =>
      values.some((known) => known === value) ? undefined : `one of ${values.join(', ')}`,
    toText: String,
    schema: () => wordOf(values),
  }
}

const SWITCHES = new Map([
  ['true', true],
  ['on', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['no', false],
  ['0', false],
])

/** On or off, in the words that people use for it. */
export const onOrOff: Format<boolean> = {
  coerce: (written) =>
    typeof written === 'string' ? (SWITCHES.get(written.trim().toLowerCase()) ?? written) : written,
  expected: (value) => (typeof value === 'boolean' ? undefined : 'true or false'),
  toText: String,
  schema: () => either({ type: 'boolean' }, textOf(anyCase([...SWITCHES.keys()]))),
}
