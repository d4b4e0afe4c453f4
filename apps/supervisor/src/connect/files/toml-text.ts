import { parse, stringify, TomlError } from 'smol-toml'
import type { EntryChange } from './configuration-text.ts'

/** TOML (toml.io/en/v1.0.0). Throws an `Error` with the place of the first fault. */
export function readToml(text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [what = ''] = error.message.replace('Invalid TOML document: ', '').split('\n')
    throw new Error(`${what} at line ${error.line}, column ${error.column}`)
  }
}

/**
 * Changes one entry by whole lines: the table that holds it and its own sub-tables go, the new one
 * stands where the old one stood, or at the end. No other line is touched. An entry that is written in
 * another way, inline for example, is left there, which whoever reads the result again notices.
 */
export function editToml(text: string, { place, entry }: EntryChange): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text.split(/\r?\n/)
  const [begin, end] = tableLines(lines, place)
  const table = entry === undefined ? [] : tableText(place, entry)
  if (begin === end)
    return table.length === 0 ? text : text + gapAfter(text, eol) + table.join(eol) + eol
  // A blank line before a table came with it.
  const isAlone = table.length === 0 && begin > 0 && lines[begin - 1]?.trim() === ''
  return [...lines.slice(0, isAlone ? begin - 1 : begin), ...table, ...lines.slice(end)].join(eol)
}

function gapAfter(text: string, eol: string): string {
  if (text.trim() === '') return ''
  return text.endsWith('\n') ? eol : eol + eol
}

function tableText(place: readonly string[], entry: unknown): readonly string[] {
  return [`[${place.map(keyText).join('.')}]`, ...stringify(entry).trimEnd().split('\n')]
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key)
}

const header = /^\s*\[\s*(?<name>[^[\]]+?)\s*\]\s*(#.*)?$/
const anyHeader = /^\s*\[/

/**
 * The lines of a table and its sub-tables, from its header to the last line that says something before
 * the next header; twice the same number when there is none.
 */
function tableLines(
  lines: readonly string[],
  place: readonly string[],
): readonly [begin: number, end: number] {
  const name = place.join('.')
  const nameAt = (line: string) => header.exec(line)?.groups?.['name']?.replace(/["'\s]/g, '')
  const isOwn = (line: string) => {
    const found = nameAt(line)
    return found === name || found?.startsWith(`${name}.`) === true
  }
  const begin = lines.findIndex((line) => nameAt(line) === name)
  if (begin < 0) return [0, 0]
  let end = begin + 1
  while (end < lines.length && !(anyHeader.test(lines[end] ?? '') && !isOwn(lines[end] ?? '')))
    end += 1
  // Comments and blank lines before the next header belong to what follows.
  const isNothing = (line: string) => /^\s*(#.*)?$/.test(line)
  while (end > begin + 1 && isNothing(lines[end - 1] ?? '')) end -= 1
  return [begin, end]
}
