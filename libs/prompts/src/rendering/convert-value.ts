import type { Variable, VariableType } from '../prompt/variable.ts'

/** A value as it goes into the text, or what would be right, in words that go on "must be …". */
export type Converted = { readonly text: string } | { readonly fault: string }

/** A number in decimal form, as people and JSON write it. */
const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

const truths = new Map([
  ...['true', 'yes', 'on', '1'].map((word) => [word, 'true'] as const),
  ...['false', 'no', 'off', '0'].map((word) => [word, 'false'] as const),
])

/** How many options a message names; the rest it counts. */
const maxOptionsNamed = 20

type Scalar = string | number | boolean | bigint

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
}

function toText(value: unknown): Converted {
  if (isScalar(value)) return { text: String(value) }
  try {
    const text: string | undefined = JSON.stringify(value)
    if (text !== undefined) return { text }
  } catch {
    // Cyclic, or with a getter that throws: it cannot be written either way.
  }
  return { fault: 'must be text' }
}

function toNumber(value: unknown): Converted {
  const text = typeof value === 'boolean' || !isScalar(value) ? '' : String(value).trim()
  if (decimal.test(text) && Number.isFinite(Number(text))) return { text }
  return { fault: 'must be a number, such as 3 or 2.5' }
}

function toBoolean(value: unknown): Converted {
  const text = isScalar(value) ? truths.get(String(value).trim().toLowerCase()) : undefined
  if (text !== undefined) return { text }
  return { fault: 'must be true or false; yes and no, on and off, 1 and 0 are fine too' }
}

function toOption(value: unknown, { options = [] }: Variable): Converted {
  const written = isScalar(value) ? String(value) : ''
  const text = options.find((option) => option === written || option === written.trim())
  if (text !== undefined) return { text }
  const named = options.slice(0, maxOptionsNamed).join(', ')
  const rest = options.length - maxOptionsNamed
  return { fault: `must be one of: ${named}${rest > 0 ? ` and ${rest} more` : ''}` }
}

/** The items in a JSON array; nothing if the text is none. */
function itemsOfJson(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    const items: unknown = JSON.parse(text)
    return Array.isArray(items) ? items : undefined
  } catch {
    return undefined
  }
}

/** More is no list that somebody wrote for a prompt. */
const maxItems = 100_000

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (!isScalar(value)) return [value]
  const text = String(value).trim()
  const listed = itemsOfJson(text)
  if (listed !== undefined) return listed
  const items = text.split(/[\r\n]/.test(text) ? /[\r\n]+/ : ',', maxItems + 1)
  return items.map((item) => item.trim())
}

function toList(value: unknown): Converted {
  const items = itemsOf(value)
  if (items.length > maxItems) return { fault: `must not have more than ${maxItems} items` }
  if (!items.every(isScalar)) {
    return { fault: 'must be a list: one item a line, or items with commas between them' }
  }
  return { text: items.map(String).filter(Boolean).join(', ') }
}

const conversions: Readonly<Record<VariableType, (value: unknown, to: Variable) => Converted>> = {
  string: toText,
  text: toText,
  number: toNumber,
  boolean: toBoolean,
  enum: toOption,
  list: toList,
}

/**
 * The value of a variable as text, converted by its type. Values come as text (MCP, forms) or as
 * JSON (REST). Never throws.
 */
export function convertValue(variable: Variable, value: unknown): Converted {
  return conversions[variable.type ?? 'string'](value, variable)
}
