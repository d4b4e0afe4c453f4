import type { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { canonicalJson } from '@promptbin/prompts'

/** The version of the form that is written, and the only one that is read. */
export const formVersion = 1

/** SHA-256 in hex. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A line of the export: a value in canonical JSON, and the checksum of its very bytes. */
export function writeLine(value: unknown): string {
  const json = canonicalJson(value)
  return `{"sha256":"${sha256(json)}","prompt":${json}}`
}

const start = /^\{"sha256":"([0-9a-f]{64})","prompt":$/
const startLength = '{"sha256":"","prompt":'.length + 64

/** The JSON of a line, or why it is not as it was written. */
export function readLine(line: Buffer): { readonly json: string } | { readonly fault: string } {
  const [, told] = start.exec(line.subarray(0, startLength).toString('latin1')) ?? []
  if (told === undefined || line.at(-1) !== 0x7d) {
    return { fault: 'it is no line of an export, or it is cut off' }
  }
  const json = line.subarray(startLength, -1)
  if (sha256(json) !== told) return { fault: 'its checksum is not that of its content' }
  return { json: json.toString('utf8') }
}
