import { Buffer } from 'node:buffer'
import {
  canonicalJson,
  defaultVersionOf,
  type Part,
  type PromptRecord,
  partsOf,
  type VersionRecord,
} from '@promptbin/prompts'
import { createPacer, inTurns } from '../source/pacer.ts'

/**
 * The columns of the table that is exported. `content` is the text of the version that clients get
 * by default, several messages set apart by their roles; `variables` is JSON.
 */
export const columns = [
  'name',
  'title',
  'description',
  'folder',
  'tags',
  'favourite',
  'version',
  'labels',
  'content',
  'variables',
  'created_at',
  'updated_at',
] as const

/** What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"). */
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * A field of a table (RFC 4180), always quoted. What a spreadsheet would run as a formula has a "'"
 * before it, which a spreadsheet shows as text.
 */
export function tableField(value: string): string {
  return [...fieldPieces([value])].join('')
}

/** A field of which the text comes in pieces. */
function* fieldPieces(texts: Iterable<string>): Generator<string> {
  let isStart = true
  yield '"'
  for (const text of texts) {
    const isFormula = isStart && formulaStart.test(text)
    yield (isFormula ? "'" : '') + text.replaceAll('"', '""')
    isStart = isStart && text === ''
  }
  yield '"'
}

const wordsOf = ({ text, image, resource }: Part) => text ?? resource?.uri ?? `[${image?.mimeType}]`

/** The text of a version, part by part. */
function* contentPieces({ messages }: VersionRecord): Generator<string> {
  const isPlain = messages.length === 1 && messages[0]?.role === 'user'
  for (const [at, message] of messages.entries()) {
    if (!isPlain) yield `${at === 0 ? '' : '\n\n'}${message.role}:\n`
    for (const [index, part] of partsOf(message).entries()) {
      if (index > 0) yield '\n\n'
      yield wordsOf(part)
    }
  }
}

/** A row in pieces, so that a long text is not written at one go. */
function* rowPieces(record: PromptRecord): Generator<string> {
  const shown = defaultVersionOf(record)
  const values: Record<(typeof columns)[number], Iterable<string>> = {
    name: [record.name],
    title: [record.title],
    description: [record.description],
    folder: [record.folder],
    tags: [record.tags.join(', ')],
    favourite: [String(record.favourite)],
    version: [String(shown?.n ?? '')],
    labels: [record.labels.map(({ name, version }) => `${name}=${version}`).join(', ')],
    content: shown === undefined ? [] : contentPieces(shown),
    variables: [canonicalJson(shown?.variables ?? [])],
    created_at: [record.createdAt],
    updated_at: [record.updatedAt],
  }
  for (const [at, column] of columns.entries()) {
    if (at > 0) yield ','
    yield* fieldPieces(values[column])
  }
  yield '\r\n'
}

/** As many characters of a row go out together. */
const gatheredAtOnce = 64 * 1024

/** Rows as bytes; steps without an answer only gather. */
function* rowBytes(record: PromptRecord): Generator<Uint8Array | undefined> {
  let gathered: string[] = []
  let length = 0
  for (const piece of rowPieces(record)) {
    gathered.push(piece)
    length += piece.length
    if (length < gatheredAtOnce) continue
    yield Buffer.from(gathered.join(''))
    gathered = []
    length = 0
  }
  if (length > 0) yield Buffer.from(gathered.join(''))
}

/** Writes prompts as a table (RFC 4180, UTF-8) for spreadsheets, one row each, safe to open there. */
export async function* writeTable(
  records: AsyncIterable<PromptRecord>,
): AsyncGenerator<Uint8Array> {
  const pacer = createPacer()
  yield Buffer.from(`${columns.join(',')}\r\n`)
  for await (const record of records) yield* inTurns(rowBytes(record), pacer)
}
