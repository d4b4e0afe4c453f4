import { importFormatUnknown, importTooManyFaults } from './errors.ts'
import type { ImportFormat } from './formats.ts'
import type { ImportItem } from './import-item.ts'
import { readArchived } from './read-archived.ts'
import { readFile } from './read-file.ts'
import { formatOfContent, formatOfName } from './source/detect-format.ts'
import { collect, peek } from './source/peek.ts'

/** Something to import, as it arrives. */
export interface ImportSource {
  readonly content: AsyncIterable<Uint8Array>
  /** Found out from the content and the file's name unless told; of an archive only such files are read. */
  readonly format?: ImportFormat
  readonly fileName?: string
  /** What counts as now when shared links are looked at; the clock unless told. */
  readonly now?: Date
}

/** As large as an archive may be; what it unpacks to has a limit of its own. */
const maxArchiveBytes = 16 * 2 ** 20

/** How much of a file is looked at to find out what it is. */
const headBytes = 64 * 1024

/** More faults than a person would read. */
const maxFaults = 10_000

/** As much as tells a zip archive from anything else: who says what it is need not be waited for. */
const zipStartBytes = 4

/** How every zip archive begins, an empty one too. */
const zipStarts = ['PK\u0003\u0004', 'PK\u0005\u0006']

/** The last part of a name, whichever system it comes from. */
function plainName(fileName: string): string {
  return fileName.replace(/^.*[/\\]/s, '')
}

function unknown(head: string): Error {
  if (head.trim() === '') return importFormatUnknown('it is empty')
  if (head.includes('\0')) return importFormatUnknown('it is no text')
  return importFormatUnknown('it is of no form that is known')
}

/**
 * Reads prompts of any known format as they arrive, one item after the other. What is wrong with
 * one item is an item too, with its place; the rest is read. Before the first item it throws
 * `PB_IMPORT_FORMAT_UNKNOWN`, `PB_IMPORT_HEADER_INVALID`, `PB_IMPORT_ZIP_INVALID` or
 * `PB_IMPORT_TOO_LARGE` if nothing can be read, after 10,000 faults `PB_IMPORT_TOO_MANY_FAULTS`. It
 * reads no further than its items are taken.
 */
export async function* readImport(source: ImportSource): AsyncGenerator<ImportItem> {
  let faults = 0
  for await (const item of readItems(source)) {
    if ('error' in item) faults += 1
    if (faults > maxFaults) throw importTooManyFaults(maxFaults)
    yield item
  }
}

async function* readItems({
  content,
  format,
  fileName = '',
  now = new Date(),
}: ImportSource): AsyncGenerator<ImportItem> {
  const path = plainName(fileName)
  const told = format ?? formatOfName(path)
  const peeked = await peek(content, told === undefined ? headBytes : zipStartBytes)
  const head = peeked.head.toString('latin1')
  if (zipStarts.some((start) => head.startsWith(start))) {
    yield* readArchived(await collect(peeked.content, maxArchiveBytes), { format, now })
    return
  }
  const found = told ?? formatOfContent(peeked.head.toString('utf8'))
  if (found === undefined) throw unknown(head)
  for await (const item of readFile({ path, content: peeked.content }, found)) {
    yield path === '' ? item : { ...item, file: path }
  }
}
