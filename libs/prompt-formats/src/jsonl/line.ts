import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { canonicalJson, type PromptRecord, type VersionRecord } from '@promptbin/prompts'

/** The version of the form that is written, and the only one that is read. */
export const formVersion = 1

/**
 * As long as a line may be: with a first and a last line around it that is the 16 MiB which an
 * import may have altogether.
 */
export const maxLineBytes = 16 * 2 ** 20 - 1_024

/** As much of a line is made at a time, or one message if that is more; in characters. */
const pieceLength = 64 * 1024

/** The canonical JSON of a version, message by message. */
function* versionPieces({ messages, ...rest }: VersionRecord): Generator<string> {
  // Sorted, the messages stand between `message` and `modelConfig`.
  const entries = Object.entries(rest)
  const before = Object.fromEntries(entries.filter(([key]) => key < 'messages'))
  const behind = Object.fromEntries(entries.filter(([key]) => key > 'messages'))
  yield `${canonicalJson(before).slice(0, -1)},"messages":[`
  for (const [at, message] of messages.entries()) {
    yield `${at === 0 ? '' : ','}${canonicalJson(message)}`
  }
  yield `],${canonicalJson(behind).slice(1)}`
}

/** The canonical JSON of a record, version by version: sorted, they are the last of its keys. */
function* piecesOf({ versions, ...about }: PromptRecord): Generator<string> {
  let piece = `${canonicalJson(about).slice(0, -1)},"versions":[`
  for (const [at, version] of versions.entries()) {
    if (at > 0) piece += ','
    for (const part of versionPieces(version)) {
      piece += part
      if (piece.length < pieceLength) continue
      yield piece
      piece = ''
    }
  }
  yield `${piece}]}`
}

/**
 * A line of the export: the checksum of a record's canonical JSON, and that very JSON. It is made
 * in steps, as one of many versions takes its time; only the last steps have an answer.
 */
export function* writeLine(record: PromptRecord): Generator<Uint8Array | undefined> {
  const hash = createHash('sha256')
  const pieces: Buffer[] = []
  for (const text of piecesOf(record)) {
    const piece = Buffer.from(text)
    hash.update(piece)
    pieces.push(piece)
    yield undefined
  }
  const start = Buffer.from(`{"sha256":"${hash.digest('hex')}","prompt":`)
  const line = [start, ...pieces, Buffer.from('}\n')]
  if (pieces.length > 1) yield* line
  else yield Buffer.concat(line)
}

const start = /^\{"sha256":"([0-9a-f]{64})","prompt":$/
const startLength = '{"sha256":"","prompt":'.length + 64

/** The JSON of a line, or why it is not as it was written. */
export function readLine(line: Buffer): { readonly json: string } | { readonly fault: string } {
  const [, told] = start.exec(line.subarray(0, startLength).toString('latin1')) ?? []
  if (told === undefined || line.at(-1) !== 0x7d) {
    return { fault: 'it is no line of an export, is cut off, or is longer than 16 MiB' }
  }
  const json = line.subarray(startLength, -1)
  const found = createHash('sha256').update(json).digest('hex')
  if (found !== told) return { fault: 'its checksum is not that of its content' }
  return { json: json.toString('utf8') }
}

/** A line without the break at its end, be it of Windows. */
export function withoutBreak(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1
  return bytes.subarray(0, end)
}
