const plus = 0x2b
const percent = 0x25
const blank = 0x20

/** What stands in a form, by name; a name can stand there several times. */
export type FormFields = ReadonlyMap<string, readonly string[]>

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

/** A text of a form, the bytes of which are told as characters; a percent sign that begins no escape is one. */
function decode(written: string): string {
  if (/^[ -$&-*,-~]*$/.test(written)) return written
  const bytes = Buffer.from(written, 'latin1')
  let length = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const escaped = byte === percent ? escapedAt(bytes, at + 1) : -1
    if (escaped >= 0) at += 2
    const plain = byte === plus ? blank : byte
    // What is decoded is never longer than what is still to be read.
    bytes[length++] = escaped >= 0 ? escaped : plain
  }
  return bytes.toString('utf8', 0, length)
}

/** Whether a body has more fields than there may be, nothing of which is read yet. */
function hasMore(body: string, maxFields: number): boolean {
  let count = 1
  for (let at = body.indexOf('&'); at >= 0; at = body.indexOf('&', at + 1)) {
    count += 1
    if (count > maxFields) return true
  }
  return false
}

/**
 * Reads a form (URL Standard, application/x-www-form-urlencoded parsing). Nothing if it has more
 * than `maxFields`: some hundred thousand names would hold up everybody else for a second.
 */
export function readForm(body: Buffer, maxFields: number): FormFields | undefined {
  const written = body.toString('latin1')
  if (hasMore(written, maxFields)) return undefined
  const form = new Map<string, string[]>()
  for (const field of written.split('&')) {
    if (field === '') continue
    const middle = field.indexOf('=')
    const name = decode(middle < 0 ? field : field.slice(0, middle))
    const value = middle < 0 ? '' : decode(field.slice(middle + 1))
    const known = form.get(name)
    if (known === undefined) form.set(name, [value])
    else known.push(value)
  }
  return form
}
