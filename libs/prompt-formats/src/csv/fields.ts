import { Buffer } from 'node:buffer'

const quote = 0x22
const comma = 0x2c
const carriageReturn = 0x0d
const lineFeed = 0x0a

/** No table has more columns; the fields of a record beyond that are not looked at. */
const maxFields = 1_000

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** An empty field, of which a row may have a million, is not worth decoding. */
function textOf(bytes: Uint8Array): string {
  return bytes.length === 0 ? '' : utf8.decode(bytes)
}

/** Where a record ends, its line break aside. */
function endOf(record: Buffer): number {
  if (record.at(-1) !== lineFeed)
    return record.at(-1) === carriageReturn ? record.length - 1 : record.length
  return record.at(-2) === carriageReturn ? record.length - 2 : record.length - 1
}

/**
 * The fields of one record (RFC 4180) whose quotes stand where they should, at most 1,000 of them.
 * Throws a `TypeError` if its bytes are not UTF-8. It works on bytes, as millions of quotes in a
 * text take too long.
 */
export function fieldsOf(record: Buffer): string[] {
  const end = endOf(record)
  const fields: string[] = []
  const held = Buffer.allocUnsafe(end)
  let length = 0
  let quoted = false
  for (let at = 0; at <= end; at++) {
    const byte = record[at] ?? comma
    if (at === end || (byte === comma && !quoted)) {
      fields.push(textOf(held.subarray(0, length)))
      if (fields.length === maxFields) break
      length = 0
    } else if (byte !== quote) {
      held[length++] = byte
    } else if (quoted && record[at + 1] === quote) {
      held[length++] = quote
      at += 1
    } else {
      quoted = !quoted
    }
  }
  return fields
}
