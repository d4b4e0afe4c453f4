import { type FieldError, faultInWords, type SchemaFault } from '@promptbin/errors'
import type { TSchema } from 'typebox'
import Value from 'typebox/value'

/** What of a schema is read here; TypeBox schemas are JSON Schema. */
interface Shape {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly enum?: readonly unknown[]
}

/** How many unknown fields of one object are told. */
const maxUnknownTold = 10
const maxNameTold = 64

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON pointer (RFC 6901) of a member. Whatever a name is, the pointer can be shown. */
export function memberPointer(pointer: string, name: string | number): string {
  const shown = String(name).slice(0, maxNameTold).toWellFormed().replaceAll('\0', '\ufffd')
  return `${pointer}/${shown.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Text that no store keeps and no client receives as it was written; nothing if it is fine. */
export function characterFault(text: string): string | undefined {
  if (text.includes('\0')) return 'must not contain the character NUL'
  return text.isWellFormed() ? undefined : 'must not contain half of a surrogate pair'
}

/** A fault of a value in words, in those of its schema where that describes itself. */
function meaningOf({ description, type }: Shape, fault: SchemaFault): string {
  const { keyword } = fault
  const isOfForm = ['pattern', 'enum', 'minLength'].includes(keyword)
  const isOther = keyword === 'type' && type === undefined
  return description !== undefined && (isOfForm || isOther)
    ? `must be ${description}`
    : faultInWords(fault)
}

/** What is far too long is not looked at any further: a pattern could take long over it. */
function sizeFault({ maxItems = Infinity, maxLength = Infinity }: Shape, value: unknown) {
  if (Array.isArray(value) && value.length > maxItems) {
    return `must not have more than ${maxItems} items`
  }
  // A character takes at most two UTF-16 units; whoever is below is counted exactly.
  if (typeof value === 'string' && value.length > 2 * maxLength) {
    return `must not have more than ${maxLength} characters`
  }
  return undefined
}

/** Most texts of a draft are of any form; there can be ten thousands, and this tells at once. */
function isPlainText(
  { type, pattern, enum: words, minLength = 0, maxLength = 0 }: Shape,
  length: number,
) {
  const isOfAnyForm = type === 'string' && pattern === undefined && words === undefined
  return isOfAnyForm && length >= 2 * minLength && length <= maxLength
}

/** What is wrong with a value itself, whatever is inside it. */
function ownFault(schema: Shape, value: unknown): string | undefined {
  if (typeof value === 'string' && isPlainText(schema, value.length)) return characterFault(value)
  // Whatever is inside a list is looked at item by item.
  const { items: _items, uniqueItems: _uniqueItems, ...shallow } = schema
  const tooLarge = sizeFault(schema, value)
  if (tooLarge !== undefined) return tooLarge
  const [error] = Value.Errors(shallow, value)
  if (error !== undefined) return meaningOf(schema, error)
  return typeof value === 'string' ? characterFault(value) : undefined
}

function memberFaults(schema: Shape, value: Readonly<Record<string, unknown>>, pointer: string) {
  const { properties = {}, required = [] } = schema
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  const missing = required.filter((name) => value[name] === undefined)
  const what = pointer === '' ? 'is not a field of a prompt' : 'is not a field that is known here'
  return [
    ...unknown
      .slice(0, maxUnknownTold)
      .map((name) => ({ pointer: memberPointer(pointer, name), message: what })),
    ...missing.map((name) => ({ pointer: memberPointer(pointer, name), message: 'is missing' })),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      value[name] === undefined
        ? []
        : shapeFaults(inner, value[name], memberPointer(pointer, name)),
    ),
  ]
}

function shapeFaults(shape: Shape, value: unknown, pointer: string): FieldError[] {
  if (shape.properties !== undefined && isObject(value)) return memberFaults(shape, value, pointer)
  const message = ownFault(shape, value)
  if (message !== undefined) return [{ pointer, message }]
  return Array.isArray(value) ? itemFaults(shape, value, pointer) : []
}

function itemFaults({ items, uniqueItems }: Shape, value: readonly unknown[], pointer: string) {
  if (items === undefined) return []
  const seen = new Set<unknown>()
  return value.flatMap((item, index): FieldError[] => {
    const at = memberPointer(pointer, index)
    const repeats = uniqueItems === true && typeof item === 'string' && seen.has(item)
    seen.add(item)
    return repeats ? [{ pointer: at, message: 'is there already' }] : shapeFaults(items, item, at)
  })
}

/**
 * All that keeps a value from being what the schema says, each fault with its place and in words.
 * Only fields that the schema knows are looked into, so the time it takes is bounded by the schema.
 */
export function schemaFaults(schema: TSchema, value: unknown): FieldError[] {
  return shapeFaults(schema as Shape, value, '')
}
