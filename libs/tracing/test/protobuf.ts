/** One field of a message as it came: a number, or bytes for whatever has a length. */
export type WireValue = bigint | Buffer

/** The fields of a message by number, each with all that came under it (Protocol Buffers, encoding). */
export type WireMessage = ReadonlyMap<number, readonly WireValue[]>

/** Takes a message apart, without knowing what it means. Throws for anything that is none. */
export function readMessage(bytes: Buffer): WireMessage {
  const fields = new Map<number, WireValue[]>()
  let at = 0

  function varint(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes.readUInt8(at++)
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }

  function take(length: number): Buffer {
    if (at + length > bytes.length) throw new RangeError('The message is cut short.')
    at += length
    return bytes.subarray(at - length, at)
  }

  function value(type: number): WireValue {
    if (type === 0) return varint()
    if (type === 1) return take(8)
    if (type === 2) return take(Number(varint()))
    if (type === 5) return take(4)
    throw new RangeError(`There is no wire type ${type}.`)
  }

  while (at < bytes.length) {
    const key = Number(varint())
    const list = fields.get(key >> 3) ?? []
    fields.set(key >> 3, list)
    list.push(value(key & 7))
  }
  return fields
}

/** The messages under a number. */
export const messagesAt = (message: WireMessage, field: number): readonly WireMessage[] =>
  bytesAt(message, field).map(readMessage)

/** The byte strings under a number. */
export function bytesAt(message: WireMessage, field: number): readonly Buffer[] {
  return (message.get(field) ?? []).filter((value) => Buffer.isBuffer(value))
}

/** The text under a number, empty where there is none. */
export const textAt = (message: WireMessage, field: number): string =>
  bytesAt(message, field)[0]?.toString('utf8') ?? ''

/** The id under a number, in hex; empty where there is none. */
export const hexAt = (message: WireMessage, field: number): string =>
  bytesAt(message, field)[0]?.toString('hex') ?? ''

/** The whole number under a number; 0 where there is none, as Protocol Buffers leave it out. */
export function numberAt(message: WireMessage, field: number): number {
  const [value] = message.get(field) ?? []
  return typeof value === 'bigint' ? Number(value) : 0
}
