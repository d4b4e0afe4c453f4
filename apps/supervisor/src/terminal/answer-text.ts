import type { Schema } from '@promptbin/operations'
import { alignColumns } from './align-columns.ts'

type Fields = Readonly<Record<string, unknown>>

/** More columns than these no terminal shows; `--json` has all. */
const mostColumns = 9

/** More values than these nobody reads in one line. */
const mostInCell = 8

/**
 * What an operation answered, for a person: one thing as lines of names and values, lists as tables
 * whose columns come in the order of the schema.
 */
export function answerText(answer: Fields, schema: Schema): string {
  const entries = flatten(answer).filter(([name]) => name !== 'items' || !isEmptyList(answer))
  const lists = entries.filter(([, value]) => isTable(value)) as [string, readonly Fields[]][]
  const values = entries.filter(([, value]) => !isTable(value))
  const [only] = lists
  const isList = isEmptyList(answer) || (lists.length === 1 && only?.[0] === 'items')
  const shown = isList ? values.filter(([, value]) => value !== null) : values
  const parts = [
    alignColumns(shown.map(([name, value]) => [name, cellOf(value)])).join('\n'),
    ...lists.map(([name, rows]) => {
      const table = tableOf(rows, schema.properties?.[name]?.items)
      return isList ? table : `${heading(name)}\n${table}`
    }),
  ]
  return (
    parts.filter((part) => part !== '').join('\n\n') || (isEmptyList(answer) ? 'None.' : 'Done.')
  )
}

function tableOf(rows: readonly Fields[], schema: Schema | undefined): string {
  const known = Object.keys(schema?.properties ?? {})
  const others = rows.flatMap((row) => Object.keys(row)).filter((name) => !known.includes(name))
  const names = (known.length > 0 ? known : [...new Set(others)])
    .filter((name) => rows.some((row) => isCell(row[name])))
    .slice(0, mostColumns)
  const lines = rows.map((row) => names.map((name) => cellOf(row[name])))
  return alignColumns([names.map(heading), ...lines]).join('\n')
}

/** Names of fields in fields have dots between them. */
function flatten(fields: Fields, before = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    isPlain(value) ? flatten(value, `${before}${name}.`) : [[`${before}${name}`, value] as const],
  )
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-'
  if (typeof value === 'number') return String(Math.round(value * 100) / 100)
  if (Array.isArray(value)) return listOf(value)
  // A line break of a message would tear the table.
  return typeof value === 'object' ? JSON.stringify(value) : String(value).replace(/\s+/g, ' ')
}

/** What is long is for programs. */
function listOf(values: readonly unknown[]): string {
  if (values.length > mostInCell) return `${values.length} values, see --json`
  return values.map(cellOf).join(', ') || '-'
}

/** `requestsHandled` as people read it. */
function heading(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase()
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isPlain)
}

function isCell(value: unknown): boolean {
  return value !== undefined && value !== null && !isPlain(value) && !isTable(value)
}

function isEmptyList({ items }: Fields): boolean {
  return Array.isArray(items) && items.length === 0
}
