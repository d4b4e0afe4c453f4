import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { canonicalJson, type PromptRecord } from '@promptbin/prompts'
import { formVersion, writeLine } from './line.ts'

/** What the first line of an export tells. */
export interface JsonlOptions {
  readonly exportedAt: Date
  /** How many prompts there will be, if that is known already. */
  readonly prompts?: number
}

/**
 * Writes records one a line, each with the checksum of its content; the last line tells how many
 * there were, and the checksum of everything before it. The same records give the same bytes.
 */
export async function* writeJsonl(
  records: AsyncIterable<PromptRecord>,
  { exportedAt, prompts }: JsonlOptions,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const told = (line: string): Uint8Array => {
    const bytes = Buffer.from(`${line}\n`)
    hash.update(bytes)
    return bytes
  }
  const count = prompts === undefined ? '' : `,"prompts":${prompts}`
  const time = canonicalJson(exportedAt.toISOString())
  yield told(`{"format":"promptbin","version":${formVersion},"exportedAt":${time}${count}}`)
  let written = 0
  for await (const record of records) {
    written += 1
    yield told(writeLine(record))
  }
  yield Buffer.from(`{"prompts":${written},"sha256":"${hash.digest('hex')}"}\n`)
}
