import { isDeepStrictEqual } from 'node:util'
import { clientFileUnexpected } from '../errors.ts'
import { editJsonc, readJsonc } from './jsonc-text.ts'
import { editToml, readToml } from './toml-text.ts'

/** A change of one entry: what it is to be, or undefined to have it away. */
export interface EntryChange {
  /** The keys that lead to it. */
  readonly place: readonly string[]
  readonly entry: unknown
}

/** How a file of a format is read and changed; both throw what a parser says as an `Error`. */
export interface TextFormat {
  readonly read: (text: string) => unknown
  readonly edit: (text: string, change: EntryChange) => string
}

const formats: Readonly<Record<'jsonc' | 'toml', TextFormat>> = {
  jsonc: { read: readJsonc, edit: editJsonc },
  toml: { read: readToml, edit: editToml },
}

/** Reads a configuration file. Throws an `Error` that says what is wrong and where. */
export function readConfiguration(text: string, format: 'jsonc' | 'toml'): unknown {
  return formats[format].read(text.replace(byteOrderMark, ''))
}

/**
 * The text with one entry changed and everything else as it was, comments and layout included. What
 * comes of it is read again: should anything else have changed, it throws PB_CLIENT_FILE_UNEXPECTED.
 */
export function changeEntry(
  text: string,
  format: 'jsonc' | 'toml',
  change: EntryChange & { readonly file: string },
): string {
  const { read, edit } = formats[format]
  const { file, place } = change
  const [mark = ''] = byteOrderMark.exec(text) ?? []
  const plainText = text.slice(mark.length)
  const before = read(plainText)
  refuseOtherKinds(before, place, file)
  const changed = edit(plainText, change)
  const wanted = withEntry(before, place, change.entry)
  const compared = (value: unknown) => plain(withoutEmptyWay(value, place))
  if (!saysTheSame(() => compared(read(changed)), compared(wanted))) {
    throw clientFileUnexpected(file, `${place.join('.')} is written in an unusual way`)
  }
  return mark + changed
}

/** Some editors of Windows begin a file with it. */
const byteOrderMark = /^\uFEFF/

function saysTheSame(read: () => unknown, wanted: unknown): boolean {
  try {
    return isDeepStrictEqual(read(), wanted)
  } catch {
    return false
  }
}

/** What stands at a place; undefined where nothing does. */
export function entryAt(configuration: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    configuration,
  )
}

function refuseOtherKinds(before: unknown, place: readonly string[], file: string): void {
  for (let depth = 0; depth < place.length; depth++) {
    const node = entryAt(before, place.slice(0, depth))
    if (node === undefined || isObject(node)) continue
    const name = depth === 0 ? 'it' : place.slice(0, depth).join('.')
    throw clientFileUnexpected(file, `${name} is no object`)
  }
}

function withEntry(node: unknown, [key, ...rest]: readonly string[], entry: unknown): unknown {
  if (key === undefined) return entry
  const { [key]: child, ...others } = (isObject(node) ? node : {}) as Record<string, unknown>
  const changed = withEntry(child, rest, entry)
  return changed === undefined ? others : { ...others, [key]: changed }
}

/** A table of TOML is gone with its last entry, an object of JSON is not: both say the same. */
function withoutEmptyWay(node: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || !isObject(node) || !(key in node)) return node
  const { [key]: child, ...others } = node
  const kept = withoutEmptyWay(child, rest)
  const isEmpty = isObject(kept) && Object.keys(kept).length === 0
  return isEmpty ? others : { ...others, [key]: kept }
}

/** As JSON knows it, so that dates and tables without a prototype compare by what they say. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value ?? {}, (_key, one) =>
    typeof one === 'bigint' ? `${one}` : one,
  )
  return JSON.parse(text)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
