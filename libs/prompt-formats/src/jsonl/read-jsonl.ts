import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { contentHash, PromptRecord } from '@promptbin/prompts'
import Value from 'typebox/value'
import { createLineCutter, type Line } from '../csv/lines.ts'
import { importFormatUnknown, importIncomplete, importLineInvalid } from '../errors.ts'
import type { ImportItem } from '../import-item.ts'
import { createPacer } from '../source/pacer.ts'
import { isObject } from '../values/plain-json.ts'
import { formVersion, readLine } from './line.ts'

/** As long as a line may be: as much as an import may have altogether. */
const maxLineBytes = 16 * 2 ** 20

const lastLine = /^\{"prompts":(\d{1,15}),"sha256":"([0-9a-f]{64})"\}$/
const maxLastLineBytes = 200

function withoutBreak(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end -= 1
  return bytes.subarray(0, end)
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** Throws `PB_IMPORT_FORMAT_UNKNOWN` unless the line begins an export that can be read. */
function checkHeader(line: Buffer): void {
  const header = parse(line.toString('utf8'))
  if (!isObject(header) || header['format'] !== 'promptbin') {
    throw importFormatUnknown('its first line is not that of an export of PromptBin')
  }
  if (header['version'] !== formVersion) {
    throw importFormatUnknown('it is an export that a newer PromptBin has written')
  }
}

/** What is wrong with a record, though its line is as it was written. */
function recordFault(value: unknown): string | undefined {
  if (!Value.Check(PromptRecord, value)) {
    const [first] = Value.Errors(PromptRecord, value)
    return `${first?.instancePath.slice(1) || 'it'} ${first?.message ?? 'is no prompt'}`
  }
  const { versions, labels } = value
  const wrong = versions.find(({ n }, at) => n !== at + 1)
  if (wrong !== undefined) return `its versions are not numbered from 1 on`
  const changed = versions.find((version) => contentHash(version) !== version.sha256)
  if (changed !== undefined) return `version ${changed.n} is not what its checksum tells`
  const lost = labels.find(({ version }) => version > versions.length)
  return lost === undefined ? undefined : `its label "${lost.name}" stands on no version`
}

function itemOf(number: number, bytes: Buffer): ImportItem {
  const read = readLine(bytes)
  const error = (fault: string) => ({ line: number, error: importLineInvalid(fault) })
  if ('fault' in read) return error(read.fault)
  const value = parse(read.json)
  const fault = recordFault(value)
  return fault === undefined ? { line: number, record: value as PromptRecord } : error(fault)
}

function createJsonlReader() {
  const hash = createHash('sha256')
  let lines = 0
  let started = false
  let ended = false

  const endItem = (number: number, count: string, told: string): ImportItem | undefined => {
    ended = true
    if (Number(count) === lines && hash.digest('hex') === told) return undefined
    const reason = 'lines are missing, were added, or are not as they were written'
    return { line: number, error: importIncomplete(reason) }
  }

  return {
    read({ number, bytes, tooLong }: Line): ImportItem | undefined {
      const line = withoutBreak(bytes)
      if (number === 1) checkHeader(line)
      started = true
      if (line.length === 0) return undefined
      if (ended) {
        return { line: number, error: importLineInvalid('it stands behind the end of the export') }
      }
      const end = line.length <= maxLastLineBytes && lastLine.exec(line.toString('latin1'))
      if (end) return endItem(number, end[1] ?? '', end[2] ?? '')
      hash.update(line).update('\n')
      if (number === 1) return undefined
      lines += 1
      if (!tooLong) return itemOf(number, line)
      const fault = `it is longer than ${maxLineBytes / 2 ** 20} MiB`
      return { line: number, error: importLineInvalid(fault) }
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
  for await (const chunk of chunks) {
    if (pacer.isDue()) await pacer.rest()
    for (const line of cutter.push(chunk)) {
      const item = reader.read(line)
      if (item !== undefined) yield item
      if (pacer.isDue()) await pacer.rest()
    }
  }
  for (const line of cutter.end()) {
    const item = reader.read(line)
    if (item !== undefined) yield item
  }
  const last = reader.end()
  if (last !== undefined) yield last
}
