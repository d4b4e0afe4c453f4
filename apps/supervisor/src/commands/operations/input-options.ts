import type { Operation, Schema } from '@promptbin/operations'
import { Argument, InvalidArgumentError, Option } from 'commander'

type Fields = Readonly<Record<string, unknown>>

/** A field as an argument of the line. */
export function argumentFor({ input }: Operation, field: string): Argument {
  const schema = input.properties[field] ?? {}
  const argument = new Argument(`<${field}>`, schema.description ?? '')
  return argument.argParser((text) => readValue(text, schema))
}

/** The other fields as options: `if_match` is `--if-match`. */
export function optionsFor({ input }: Operation, arguments_: readonly string[]): readonly Option[] {
  return Object.entries(input.properties)
    .filter(([field]) => !arguments_.includes(field))
    .map(([field, schema]) => optionFor(field, schema, input.required.includes(field)))
}

function optionFor(field: string, schema: Schema, isRequired: boolean): Option {
  const name = `--${kebab(field)}`
  const about = schema.description ?? ''
  if (schema.type === 'boolean') return new Option(name, about)
  const option = new Option(`${name} <${placeholderOf(schema)}>`, about)
  option.makeOptionMandatory(isRequired)
  if (schema.enum) return option.choices(schema.enum.map(String))
  if (schema.type === 'array') return option.argParser(listReader(schema))
  if (isMap(schema)) return option.argParser(readPair)
  return option.argParser((text) => readValue(text, schema))
}

/** The input of an operation, from all that stands on a line; what is not given is left out. */
export function inputOf({ input }: Operation, given: Fields): Fields {
  const named = Object.keys(input.properties).map((field) => [
    field,
    given[field] ?? given[camel(field)],
  ])
  return Object.fromEntries(named.filter(([, value]) => value !== undefined))
}

const words: Readonly<Record<string, boolean>> = { on: true, true: true, off: false, false: false }

function readValue(text: string, schema: Schema): unknown {
  const { type, anyOf } = schema
  if (anyOf) return text === 'null' ? null : readValue(text, anyOf[0] ?? {})
  if (type === 'boolean') {
    const value = words[text]
    if (value === undefined) throw new InvalidArgumentError('It has to be on or off.')
    return value
  }
  if (type !== 'integer' && type !== 'number') return text
  const number = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(number) || (type === 'integer' && !Number.isInteger(number))) {
    throw new InvalidArgumentError(`It has to be a ${type === 'integer' ? 'whole ' : ''}number.`)
  }
  return number
}

/** With commas, or the option several times. */
function listReader({ items = {} }: Schema) {
  return (text: string, before: readonly unknown[] = []): readonly unknown[] => {
    const values = text.split(',').map((word) => readValue(word.trim(), items))
    const { enum: known } = items
    const other = known && values.find((value) => !known.includes(value))
    if (other !== undefined) {
      throw new InvalidArgumentError(`It has to be of ${known?.join(', ')}.`)
    }
    return [...before, ...values]
  }
}

/** `key=value`; a value that is JSON is what it says. */
function readPair(text: string, before: Fields = {}): Fields {
  const [, key, value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (key === undefined) throw new InvalidArgumentError('It has to be key=value.')
  return { ...before, [key]: readJson(value) }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function isMap({ type, properties }: Schema): boolean {
  return type === 'object' && properties === undefined
}

function placeholderOf(schema: Schema): string {
  if (schema.type === 'array') return 'words'
  if (isMap(schema)) return 'key=value'
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'value'
}

const kebab = (field: string) =>
  field.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

const camel = (field: string) =>
  field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
