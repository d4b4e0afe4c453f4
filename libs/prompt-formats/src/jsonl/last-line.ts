import type { Buffer } from 'node:buffer'
import type { Hash } from 'node:crypto'

const form = /^\{"prompts":\d{1,15},"sha256":"[0-9a-f]{64}"\}$/

/** As long as a last line may be, its break included. */
export const maxLastLineBytes = 128

/** Whether a line, without its break, is the last one of an export, right or wrong. */
export function isLastLine(line: Buffer): boolean {
  return line.length < maxLastLineBytes && form.test(line.toString('latin1'))
}

/** The last line behind so many prompts; `before` is the SHA-256 of all lines before it. */
export function lastLineOf(prompts: number, before: Hash): string {
  return `{"prompts":${prompts},"sha256":"${before.copy().digest('hex')}"}`
}

/** The last line of an export that is not as it was written: nothing has this checksum. */
export const wrongLastLine = `{"prompts":0,"sha256":"${'0'.repeat(64)}"}`
