import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { canonicalJson, type PromptRecord } from '@promptbin/prompts'
import { createPacer, inTurns } from '../source/pacer.ts'
import { lastLineOf } from './last-line.ts'
import { formVersion, writeLine } from './line.ts'

/** What the first line of an export tells. */
export interface JsonlOptions {
  readonly exportedAt: Date
  /** How many prompts there will be, if that is known already. */
  readonly prompts?: number
}

function firstLineOf({ exportedAt, prompts }: JsonlOptions): Buffer {
  const count = prompts === undefined ? '' : `,"prompts":${prompts}`
  const time = canonicalJson(exportedAt.toISOString())
  return Buffer.from(
    `{"format":"promptbin","version":${formVersion},"exportedAt":${time}${count}}\n`,
  )
}

/**
 * Writes records one a line, each with the checksum of its content; the last line tells how many
 * there were, and the checksum of everything before it. The same records give the same bytes.
 */
export async function* writeJsonl(
  records: AsyncIterable<PromptRecord>,
  options: JsonlOptions,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const pacer = createPacer()
  const told = (bytes: Uint8Array): Uint8Array => {
    hash.update(bytes)
    return bytes
  }
  yield told(firstLineOf(options))
  let written = 0
  for await (const record of records) {
    written += 1
    for await (const piece of inTurns(writeLine(record), pacer)) yield told(piece)
  }
  yield Buffer.from(`${lastLineOf(written, hash)}\n`)
}
