/** One answer of HTTP/1.1, cut out of what came over a connection. */
export interface HttpAnswer {
  readonly status: number
  readonly body: Buffer
  /** Where in the bytes it ends. */
  readonly end: number
}

const headEnd = Buffer.from('\r\n\r\n')

/** Reads the chunks of a body (RFC 9112 section 7.1); undefined while some are missing. */
function readChunks(bytes: Buffer, start: number): { body: Buffer; end: number } | undefined {
  const chunks: Buffer[] = []
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const begin = lineEnd + 2
    at = begin + size + 2
    if (at > bytes.length) return undefined
    if (size === 0) return { body: Buffer.concat(chunks), end: at }
    chunks.push(bytes.subarray(begin, begin + size))
  }
}

/** Reads the first answer in `bytes`; undefined while it is not complete. */
export function readHttpAnswer(bytes: Buffer): HttpAnswer | undefined {
  const headLength = bytes.indexOf(headEnd)
  if (headLength < 0) return undefined
  const head = bytes.toString('latin1', 0, headLength)
  const status = Number(head.slice(9, 12))
  const start = headLength + headEnd.length
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) {
    const chunked = readChunks(bytes, start)
    return chunked && { status, ...chunked }
  }
  const end = start + Number(length)
  return end > bytes.length ? undefined : { status, body: bytes.subarray(start, end), end }
}
