/** What a checker of JSON Schema finds: Ajv and TypeBox tell it alike. */
export interface SchemaFault {
  readonly keyword: string
  readonly params?: object
  readonly message?: string
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const counted = (count: unknown, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

/** At least so many of something, in the words for none where one is the least. */
const atLeast = (count: unknown, what: string) =>
  count === 1 ? 'must not be empty' : `must have at least ${counted(count, what)}`

const atMost = (count: unknown, what: string) => `must not have more than ${counted(count, what)}`

const typeInWords = (type: unknown) =>
  `must be ${[type]
    .flat()
    .map((each) => typeNames[String(each)] ?? String(each))
    .join(' or ')}`

type Params = Readonly<Record<string, unknown>>

/** By the keyword of the schema, a sentence that goes on from the name of a field. */
const words: Readonly<Record<string, (params: Params) => string>> = {
  type: ({ type }) => typeInWords(type),
  minLength: ({ limit }) => atLeast(limit, 'character'),
  maxLength: ({ limit }) => atMost(limit, 'character'),
  minItems: ({ limit }) => atLeast(limit, 'item'),
  maxItems: ({ limit }) => atMost(limit, 'item'),
  minProperties: ({ limit }) => atLeast(limit, 'field'),
  maxProperties: ({ limit }) => atMost(limit, 'field'),
  minimum: ({ limit }) => `must be ${limit} or more`,
  maximum: ({ limit }) => `must be ${limit} or less`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  uniqueItems: () => 'must not have the same item twice',
  enum: ({ allowedValues }) => `must be one of ${[allowedValues].flat().join(', ')}`,
  const: ({ allowedValue }) => `must be ${allowedValue}`,
  required: () => 'is missing',
  additionalProperties: () => 'is not a known field',
  pattern: () => 'is not of the form that is needed',
  format: ({ format }) => `must be of the form "${format}"`,
  anyOf: () => 'is none of the things that it may be',
  oneOf: () => 'is none of the things that it may be',
  not: () => 'is not allowed',
}

/**
 * What is wrong with a value, in words that a person understands and that go on from the name of a
 * field: "must not be empty", "must be a whole number".
 */
export function faultInWords({ keyword, params = {}, message }: SchemaFault): string {
  const word = Object.hasOwn(words, keyword) ? words[keyword] : undefined
  return word?.({ ...params }) ?? message ?? 'is refused'
}
