const ampersand = 0x26
const equals = 0x3d
const plus = 0x2b
const percent = 0x25
const blank = 0x20

/** What stands in a form under one name; a list if the name stands there several times. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** The value of a hexadecimal digit, -1 for any other character. */
function digit(byte = 0): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

/** Text of a form; a percent sign that begins no escape is one. */
function decode(bytes: Buffer): string {
  if (!bytes.includes(plus) && !bytes.includes(percent)) return bytes.toString()
  const decoded = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const [high, low] = byte === percent ? [digit(bytes[at + 1]), digit(bytes[at + 2])] : [-1, -1]
    const isEscape = high >= 0 && low >= 0
    decoded[length++] = isEscape ? high * 16 + low : byte === plus ? blank : byte
    if (isEscape) at += 2
  }
  return decoded.toString('utf8', 0, length)
}

/** The name and the value of one field; without an equals sign the value is empty. */
function readField(field: Buffer): readonly [name: string, value: string] {
  const middle = field.indexOf(equals)
  if (middle < 0) return [decode(field), '']
  return [decode(field.subarray(0, middle)), decode(field.subarray(middle + 1))]
}

/** How many fields a body has, nothing of which is read yet. */
function countFields(body: Buffer): number {
  let count = 1
  for (let at = body.indexOf(ampersand); at >= 0; at = body.indexOf(ampersand, at + 1)) count += 1
  return count
}

/**
 * Reads a form (URL Standard, application/x-www-form-urlencoded parsing). Nothing if it has more
 * than `maxFields`: each name of its own costs the engine so much that some hundred thousand would
 * hold up everybody else for a second.
 */
export function readForm(body: Buffer, maxFields: number): FormFields | undefined {
  if (countFields(body) > maxFields) return undefined
  const values = new Map<string, string[]>()
  for (let from = 0; from < body.length; ) {
    const found = body.indexOf(ampersand, from)
    const field = body.subarray(from, found < 0 ? body.length : found)
    from += field.length + 1
    if (field.length === 0) continue
    const [name, value] = readField(field)
    const known = values.get(name)
    if (known === undefined) values.set(name, [value])
    else known.push(value)
  }
  // Whatever a field is named, it is an own property and nothing else.
  const form: Record<string, string | readonly string[]> = Object.create(null)
  for (const [name, [first = '', ...others]] of values) {
    form[name] = others.length === 0 ? first : [first, ...others]
  }
  return form
}
