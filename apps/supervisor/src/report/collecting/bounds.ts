import { maskSecrets } from '@promptbin/logging'
import type { PartContent } from '../report.ts'

/** Something in the form in which it is written, and what had to be left out of it. */
export interface Bounded<Content extends PartContent = PartContent> {
  readonly content: Content
  readonly problem: string | null
}

/** A longer line says little more, and takes the room of hundreds. */
const longestLineBytes = 64 * 1024

/**
 * The content with secrets masked, made to take at most so many bytes as `textOf` writes it: of lines
 * the newest stay, of a list the first ones, and a text is cut.
 */
export function boundContent(content: PartContent, maxBytes: number): Bounded | undefined {
  if (content.kind === 'json') return boundValue(content.value, maxBytes)
  if (content.kind === 'lines') return boundLines(content.lines, maxBytes)
  return boundText(content.text, maxBytes)
}

/** The text of a part as its file holds it. */
export function textOf(content: PartContent): string {
  if (content.kind === 'json') return written(content.value)
  if (content.kind === 'text') return content.text
  return content.lines.map((line) => `${line}\n`).join('')
}

function written(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Undefined of what is too long and no list. */
function boundValue(value: unknown, maxBytes: number): Bounded | undefined {
  // In the compact form, which is that of the log, names and values stand side by side.
  const masked: unknown = JSON.parse(maskSecrets(JSON.stringify(value ?? null)))
  if (Buffer.byteLength(written(masked)) <= maxBytes) {
    return { content: { kind: 'json', value: masked }, problem: null }
  }
  return isList(masked) ? shortened(masked, maxBytes) : undefined
}

interface List {
  readonly items: readonly unknown[]
}

function isList(value: unknown): value is List {
  return Array.isArray((value as Partial<List> | null)?.items)
}

function shortened(list: List, maxBytes: number): Bounded | undefined {
  let kept = list.items.length
  while (kept > 0) {
    kept = Math.floor(kept / 2)
    const value = { ...list, items: list.items.slice(0, kept) }
    if (Buffer.byteLength(written(value)) > maxBytes) continue
    const problem = `only ${kept} of ${list.items.length} fit in`
    return { content: { kind: 'json', value }, problem }
  }
  return undefined
}

function boundLines(lines: readonly string[], maxBytes: number): Bounded {
  const kept: string[] = []
  let room = maxBytes
  for (const line of lines.toReversed()) {
    const bytes = Buffer.byteLength(line)
    const short = bytes > longestLineBytes ? leftOut(bytes) : maskSecrets(line)
    // Masked it may be longer, as the mask is longer than a short secret.
    room -= Buffer.byteLength(short) + 1
    if (room < 0) break
    kept.push(short)
  }
  const problem = kept.length < lines.length ? `only the newest ${kept.length} lines fit in` : null
  return { content: { kind: 'lines', lines: kept.reverse() }, problem }
}

const leftOut = (bytes: number) => JSON.stringify({ left_out: `a line of ${bytes} bytes` })

function boundText(text: string, maxBytes: number): Bounded {
  const bytes = Buffer.from(maskSecrets(text))
  if (bytes.length <= maxBytes) {
    return { content: { kind: 'text', text: bytes.toString() }, problem: null }
  }
  // Whole lines, so that no character is cut in two either.
  const end = bytes.lastIndexOf('\n', maxBytes - 1) + 1
  return {
    content: { kind: 'text', text: bytes.subarray(0, end).toString() },
    problem: `only the first ${end} of ${bytes.length} bytes fit in`,
  }
}
