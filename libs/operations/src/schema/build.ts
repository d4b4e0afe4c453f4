import type { FieldValues, ObjectSchema, Schema, SchemaOptions, ValueOf } from './schema.ts'

interface TextOptions extends SchemaOptions {
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
}

interface NumberOptions extends SchemaOptions {
  readonly minimum?: number
  readonly maximum?: number
}

interface ListOptions extends SchemaOptions {
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
}

type Fields = Readonly<Record<string, Schema>>

/** A text. */
export function text(options: TextOptions = {}): Schema<string> {
  return { type: 'string', ...options }
}

/** A time, ISO 8601 with its zone (RFC 3339). */
export function time(options: SchemaOptions = {}): Schema<string> {
  return { type: 'string', format: 'date-time', ...options }
}

/** A whole number. */
export function integer(options: NumberOptions = {}): Schema<number> {
  return { type: 'integer', ...options }
}

/** Any number. */
export function decimal(options: NumberOptions = {}): Schema<number> {
  return { type: 'number', ...options }
}

/** Yes or no. */
export function flag(options: SchemaOptions = {}): Schema<boolean> {
  return { type: 'boolean', ...options }
}

/** One of some words. */
export function choice<const Words extends readonly string[]>(
  words: Words,
  options: SchemaOptions = {},
): Schema<Words[number]> {
  return { type: 'string', enum: words, ...options }
}

/** A list of values of one kind. */
export function list<Items extends Schema>(
  items: Items,
  options: ListOptions = {},
): Schema<readonly ValueOf<Items>[]> {
  return { type: 'array', items, ...options }
}

/** A value of a kind, or null where there is none. */
export function orNull<Described extends Schema>(
  schema: Described,
  options: SchemaOptions = {},
): Schema<ValueOf<Described> | null> {
  return { anyOf: [schema, { type: 'null' }], ...options }
}

/** A value under each of some names that are not known beforehand. */
export function byName<Values extends Schema>(
  values: Values,
  options: SchemaOptions = {},
): Schema<Readonly<Record<string, ValueOf<Values>>>> {
  return { type: 'object', additionalProperties: values, ...options }
}

/** Any value of JSON. */
export function anything(options: SchemaOptions = {}): Schema<unknown> {
  return options
}

/** What is asked for: these fields, those that may be left out, and no others. */
export function input<Required extends Fields, Optional extends Fields = Record<never, Schema>>(
  required: Required,
  optional?: Optional,
): ObjectSchema<FieldValues<Required, Optional>> {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}

/** What is answered: these fields, those that may be missing, and in time perhaps more. */
export function output<Required extends Fields, Optional extends Fields = Record<never, Schema>>(
  required: Required,
  optional?: Optional,
): ObjectSchema<FieldValues<Required, Optional>> {
  return { ...input(required, optional), additionalProperties: true }
}
