import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { faultInWords } from '@promptbin/errors'
import { contentHash, PromptRecord } from '@promptbin/prompts'
import Value from 'typebox/value'
import { createLineCutter, type Line } from '../csv/lines.ts'
import { importFormatUnknown, importIncomplete, importLineInvalid } from '../errors.ts'
import type { ImportItem } from '../import-item.ts'
import { createPacer, inTurns } from '../source/pacer.ts'
import { isObject } from '../values/plain-json.ts'
import { isLastLine, lastLineOf } from './last-line.ts'
import { formVersion, maxLineBytes, readLine, withoutBreak } from './line.ts'

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Far more than the first line of an export needs; a longer one is not even parsed. */
const maxHeaderBytes = 4_096

/** Throws `PB_IMPORT_FORMAT_UNKNOWN` unless the line begins an export that can be read. */
function checkHeader(line: Buffer): void {
  const header = line.length > maxHeaderBytes ? undefined : parse(line.toString('utf8'))
  if (!isObject(header) || header['format'] !== 'promptbin') {
    throw importFormatUnknown('its first line is not that of an export of PromptBin')
  }
  if (header['version'] !== formVersion) {
    throw importFormatUnknown('it is an export that a newer PromptBin has written')
  }
}

/** What is wrong with a record besides the checksums of its versions. */
function shapeFault(value: unknown): string | undefined {
  if (!Value.Check(PromptRecord, value)) {
    const [first] = Value.Errors(PromptRecord, value)
    const fault = first === undefined ? 'is no prompt' : faultInWords(first)
    return `${first?.instancePath.slice(1) || 'it'} ${fault}`
  }
  const { versions, labels } = value
  if (versions.some(({ n }, at) => n !== at + 1)) return 'its versions are not numbered from 1 on'
  const lost = labels.find(({ version }) => version > versions.length)
  return lost === undefined ? undefined : `its label "${lost.name}" stands on no version`
}

/** A step of the work on a line; only the last one has an answer. */
type Step = ImportItem | undefined

/** Reads a line in steps, as one that is as long as it may be takes its time. */
function* readRecord(number: number, bytes: Buffer, tooLong: boolean): Generator<Step> {
  const error = (fault: string) => ({ line: number, error: importLineInvalid(fault) })
  if (tooLong) return yield error('it is longer than 16 MiB')
  const read = readLine(bytes)
  if ('fault' in read) return yield error(read.fault)
  yield undefined
  const value = parse(read.json)
  yield undefined
  const fault = shapeFault(value)
  if (fault !== undefined) return yield error(fault)
  const record = value as PromptRecord
  for (const version of record.versions) {
    if (contentHash(version) !== version.sha256) {
      return yield error(`version ${version.n} is not what its checksum tells`)
    }
    yield undefined
  }
  yield { line: number, record }
}

function createJsonlReader() {
  const hash = createHash('sha256')
  let lines = 0
  let started = false
  let ended = false

  const endItem = (number: number, line: Buffer): ImportItem | undefined => {
    ended = true
    if (line.toString('latin1') === lastLineOf(lines, hash)) return undefined
    const reason = 'lines are missing, were added, or are not as they were written'
    return { line: number, error: importIncomplete(reason) }
  }

  return {
    *read({ number, bytes, tooLong }: Line): Generator<Step> {
      const line = withoutBreak(bytes)
      if (number === 1) checkHeader(line)
      started = true
      if (line.length === 0) return
      if (ended) {
        yield { line: number, error: importLineInvalid('it stands behind the end of the export') }
      } else if (isLastLine(line)) {
        yield endItem(number, line)
      } else {
        hash.update(line).update('\n')
        if (number === 1) return
        lines += 1
        yield undefined
        yield* readRecord(number, line, tooLong)
      }
    },
    end(): ImportItem | undefined {
      if (!started) checkHeader(Buffer.alloc(0))
      return ended ? undefined : { error: importIncomplete('its last line is missing') }
    },
  }
}

/**
 * Reads an export of PromptBin line by line and checks every checksum. A damaged line costs one
 * prompt; a missing end is told, too. Throws `PB_IMPORT_FORMAT_UNKNOWN` for any other file.
 */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportItem> {
  const pacer = createPacer()
  const cutter = createLineCutter({ maxBytes: maxLineBytes })
  const reader = createJsonlReader()
  const read = function* (lines: Iterable<Line>): Generator<Step> {
    for (const line of lines) yield* reader.read(line)
  }
  for await (const chunk of chunks) yield* inTurns(read(cutter.push(chunk)), pacer)
  yield* inTurns(read(cutter.end()), pacer)
  const last = reader.end()
  if (last !== undefined) yield last
}
