/** A request without its id: two requests that are cut alike ask for the same. */
export interface CutRequest {
  /** All of the request but the id; a NUL, which JSON never holds, stands in its place. */
  readonly rest: string
  /** The id as it was written, a JSON number or string. */
  readonly id: string
}

const [quote, backslash, comma, colon, closeBrace] = [0x22, 0x5c, 0x2c, 0x3a, 0x7d]

/** By how many levels a byte outside of strings goes deeper. */
const steps = new Int8Array(256)
for (const byte of Buffer.from('{[')) steps[byte] = 1
for (const byte of Buffer.from('}]')) steps[byte] = -1

/** Ids that JSON writes back exactly as it reads them; others are none of ours. */
const plainId = /^(?:0|-?[1-9]\d{0,14}|"[\w.:/+=-]{1,128}")$/

/** Where the string ends that begins at `start`, the place after its last quote; -1 if it does not. */
function endOfString(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at++) {
    if (body[at] === quote) return at + 1
    if (body[at] === backslash) at++
  }
  return -1
}

const isIdKey = (body: Buffer, start: number, end: number) =>
  end - start === 4 && body[start + 1] === 0x69 && body[start + 2] === 0x64

/** Where the value of the first `id` of the outermost object begins; -1 if there is none. */
function startOfId(body: Buffer): number {
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    depth += steps[byte] ?? 0
    if (byte !== quote) continue
    const end = endOfString(body, at)
    if (end < 0) return -1
    if (depth === 1 && isIdKey(body, at, end) && body[end] === colon) return end + 1
    at = end - 1
  }
  return -1
}

function endOfId(body: Buffer, start: number): number {
  if (body[start] === quote) return endOfString(body, start)
  for (let at = start; at < body.length; at++) {
    if (body[at] === comma || body[at] === closeBrace) return at
  }
  return -1
}

/**
 * Takes the id out of a JSON-RPC request without parsing it. What it takes for the id is only a
 * guess until the request was parsed once: see `isCutRight`. `undefined` for anything unusual.
 */
export function cutRequest(body: Buffer): CutRequest | undefined {
  const start = startOfId(body)
  if (start < 0) return undefined
  const end = endOfId(body, start)
  if (end < 0) return undefined
  const id = body.toString('latin1', start, end)
  if (!plainId.test(id)) return undefined
  // Latin 1 gives every byte a character of its own, so equal texts are equal bytes.
  return { rest: `${body.toString('latin1', 0, start)}\0${body.toString('latin1', end)}`, id }
}

/**
 * Whether what was cut out is the id and nothing else: with another id in its place the body is
 * the same request under that id. True for one request, it is true for all that are cut alike.
 */
export function isCutRight({ rest }: CutRequest, request: unknown): boolean {
  const other = '"promptbin-another-id"'
  try {
    const parsed = JSON.parse(Buffer.from(rest.replace('\0', other), 'latin1').toString('utf8'))
    const again = { ...(request as object), id: parsed.id }
    return parsed.id === JSON.parse(other) && JSON.stringify(parsed) === JSON.stringify(again)
  } catch {
    return false
  }
}
