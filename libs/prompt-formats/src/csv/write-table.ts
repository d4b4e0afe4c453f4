import { Buffer } from 'node:buffer'
import {
  canonicalJson,
  defaultVersionOf,
  type PromptRecord,
  partsOf,
  type VersionRecord,
} from '@promptbin/prompts'

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
  const safe = formulaStart.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

function contentOf({ messages }: VersionRecord): string {
  const texts = messages.map((message) =>
    partsOf(message)
      .map(({ text, image, resource }) => text ?? resource?.uri ?? `[${image?.mimeType}]`)
      .join('\n\n'),
  )
  const [only] = messages
  if (messages.length === 1 && only?.role === 'user') return texts.join()
  return messages.map(({ role }, at) => `${role}:\n${texts[at]}`).join('\n\n')
}

function rowOf(record: PromptRecord): string {
  const shown = defaultVersionOf(record)
  const values: Record<(typeof columns)[number], string> = {
    name: record.name,
    title: record.title,
    description: record.description,
    folder: record.folder,
    tags: record.tags.join(', '),
    favourite: String(record.favourite),
    version: String(shown?.n ?? ''),
    labels: record.labels.map(({ name, version }) => `${name}=${version}`).join(', '),
    content: shown === undefined ? '' : contentOf(shown),
    variables: canonicalJson(shown?.variables ?? []),
    created_at: record.createdAt,
    updated_at: record.updatedAt,
  }
  return columns.map((column) => tableField(values[column])).join(',')
}

/** Writes prompts as a table (RFC 4180, UTF-8) for spreadsheets, one row each, safe to open there. */
export async function* writeTable(
  records: AsyncIterable<PromptRecord>,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${columns.join(',')}\r\n`)
  for await (const record of records) yield Buffer.from(`${rowOf(record)}\r\n`)
}
