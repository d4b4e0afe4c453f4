/** Where the type of the described values is kept; nothing is there when the program runs. */
declare const described: unique symbol

/** What may be said of any schema. */
export interface SchemaOptions {
  /** What the value means, for people and for models: the help of all faces. */
  readonly description?: string
  /** What is taken when nothing is given. */
  readonly default?: unknown
  /** Of a text: what its field in a form is called, if not by its name. */
  readonly title?: string
  /** It may be a secret: it is taken, and neither told again nor written down. */
  readonly writeOnly?: true
}

/**
 * A JSON Schema (2020-12) as a plain value, with the type of what it describes. TypeBox would say
 * the same at the price of some megabytes in a process that is to be small.
 */
export interface Schema<Value = unknown> extends SchemaOptions {
  readonly [described]?: Value
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
}

/** A schema of an object with named fields. */
export interface ObjectSchema<Value = unknown> extends Schema<Value> {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  readonly additionalProperties: boolean
}

/** The type of what a schema describes. */
export type ValueOf<Described> = Described extends Schema<infer Value> ? Value : never

type Fields = Readonly<Record<string, Schema>>

/** The values of fields that are always there, and of those that may be left out. */
export type FieldValues<Required extends Fields, Optional extends Fields> = {
  readonly [Name in keyof Required]: ValueOf<Required[Name]>
} & { readonly [Name in keyof Optional]?: ValueOf<Optional[Name]> }
