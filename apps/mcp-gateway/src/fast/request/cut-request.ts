import { parseSpanContext, type SpanContext } from '@promptbin/logging'

/**
 * A request without what is different every time: two requests that are cut alike ask for the same.
 */
export interface CutRequest {
  /** All else; characters that JSON never holds stand for the id and for what `parent` was. */
  readonly rest: string
  /** The id as it was written, a JSON number or string. */
  readonly id: string
  /** What the request says of its sender's trace, if it does. */
  readonly parent?: SpanContext
}

/** They stand in the places of an id and of a traceparent. */
const [idPlace, parentPlace] = ['\0', '\x01']

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
  const rest = body.toString('latin1', 0, start) + idPlace + body.toString('latin1', end)
  return { rest, id }
}

/** How `params._meta` names the sender's span (SEP-414), and how long that is in version 00. */
const parentKey = '"traceparent":"'
const parentLength = 55

/**
 * Takes out the traceparent as well, which is another one every time; again a guess. `undefined` if
 * there is none.
 */
export function cutParent({ rest, id }: CutRequest): CutRequest | undefined {
  const key = rest.indexOf(parentKey)
  if (key < 0) return undefined
  const start = key + parentKey.length
  const end = start + parentLength
  const parent = rest[end] === '"' ? parseSpanContext(rest.slice(start, end)) : undefined
  return parent && { rest: rest.slice(0, start) + parentPlace + rest.slice(end), id, parent }
}

/**
 * Whether what was cut out is the id, the traceparent and nothing else: with others in their places
 * the body is the same request under those. True for one request, it is true for all that are cut
 * alike.
 */
export function isCutRight({ rest, parent }: CutRequest, request: unknown): boolean {
  const [id, traceparent] = ['promptbin-another-id', 'promptbin-another-parent']
  try {
    const body = rest.replace(idPlace, JSON.stringify(id)).replace(parentPlace, traceparent)
    const parsed = JSON.parse(Buffer.from(body, 'latin1').toString('utf8'))
    const again = structuredClone(request) as {
      id: unknown
      params?: { _meta?: { traceparent?: unknown } }
    }
    again.id = id
    if (parent) {
      const meta = again.params?._meta
      if (meta?.traceparent === undefined) return false
      meta.traceparent = traceparent
    }
    return parsed.id === id && JSON.stringify(parsed) === JSON.stringify(again)
  } catch {
    return false
  }
}
