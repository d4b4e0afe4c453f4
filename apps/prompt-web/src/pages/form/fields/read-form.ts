const ampersand = 0x26
const equals = 0x3d
const plus = 0x2b
const percent = 0x25
const blank = 0x20

/** What stands in a form under one name; a list if the name stands there several times. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** The values of hexadecimal digits by their bytes, -1 for any other byte. */
const digits = Int8Array.from({ length: 256 }, (_, byte) => {
  const sign = String.fromCharCode(byte)
  return /[0-9a-f]/i.test(sign) ? Number.parseInt(sign, 16) : -1
})

/** The byte that the two digits at a place stand for; -1 if there are none. */
function escapedAt(bytes: Buffer, at: number): number {
  const high = digits[bytes[at] ?? 0] ?? -1
  const low = high < 0 ? -1 : (digits[bytes[at + 1] ?? 0] ?? -1)
  return low < 0 ? -1 : high * 16 + low
}

/** Text of a form; a percent sign that begins no escape is one. */
function decode(bytes: Buffer): string {
  if (!bytes.includes(plus) && !bytes.includes(percent)) return bytes.toString()
  const decoded = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const escaped = byte === percent ? escapedAt(bytes, at + 1) : -1
    if (escaped >= 0) at += 2
    const plain = byte === plus ? blank : byte
    decoded[length++] = escaped >= 0 ? escaped : plain
  }
  return decoded.toString('utf8', 0, length)
}

/** The name and the value of one field; without an equals sign the value is empty. */
function readField(field: Buffer): readonly [name: string, value: string] {
  const middle = field.indexOf(equals)
  if (middle < 0) return [decode(field), '']
  return [decode(field.subarray(0, middle)), decode(field.subarray(middle + 1))]
}

/** Whether a body has more fields than there may be, nothing of which is read yet. */
function hasMore(body: Buffer, maxFields: number): boolean {
  let count = 1
  for (let at = body.indexOf(ampersand); at >= 0; at = body.indexOf(ampersand, at + 1)) {
    count += 1
    if (count > maxFields) return true
  }
  return false
}

/**
 * Reads a form (URL Standard, application/x-www-form-urlencoded parsing). Nothing if it has more
 * than `maxFields`: each name of its own costs the engine so much that some hundred thousand would
 * hold up everybody else for a second.
 */
export function readForm(body: Buffer, maxFields: number): FormFields | undefined {
  if (hasMore(body, maxFields)) return undefined
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
