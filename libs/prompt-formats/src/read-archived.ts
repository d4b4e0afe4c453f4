import type { Buffer } from 'node:buffer'
import { type ArchiveFile, readArchive } from './archive/read-archive.ts'
import { importFormatUnknown } from './errors.ts'
import type { ImportFormat } from './formats.ts'
import type { ImportItem } from './import-item.ts'
import { type FormerLibrary, findFormerLibrary } from './promptbin-05/former-library.ts'
import { readFileAmongOthers } from './read-file.ts'
import { formatOfName } from './source/detect-format.ts'
import { createPacer } from './source/pacer.ts'

/** How an archive is to be read. */
export interface ArchiveOptions {
  /** Only files of this format. */
  readonly format: ImportFormat | undefined
  readonly now: Date
}

/** How many of the files that are left out are named. */
const maxNamed = 5

function noteOnLeftOut(paths: readonly string[]): ImportItem[] {
  if (paths.length === 0) return []
  const named = paths.slice(0, maxNamed).join(', ')
  const more = paths.length > maxNamed ? ` and ${paths.length - maxNamed} more` : ''
  return [{ note: `Files that are no prompts are left out: ${named}${more}.` }]
}

const isJson = (path: string) => formatOfName(path) === 'promptbin-0.5'

/** One file of the archive. JSON that is no prompt counts as left out, unless it should be one. */
async function* readEntry(
  { path, open }: ArchiveFile,
  format: ImportFormat,
  former: FormerLibrary | undefined,
  leftOut: string[],
): AsyncGenerator<ImportItem> {
  const around = former?.around(path)
  const file = { path, content: open(), ...(around !== undefined && { around }) }
  for await (const item of readFileAmongOthers(file, format)) {
    if ('error' in item && around === undefined && isJson(path)) leftOut.push(path)
    else yield item
  }
}

/**
 * Reads every file of a zip archive as what its name tells. Throws `PB_IMPORT_FORMAT_UNKNOWN`
 * before the first item if there is none that can be read, and what `readArchive` throws.
 */
export async function* readArchived(
  bytes: Buffer,
  { format, now }: ArchiveOptions,
): AsyncGenerator<ImportItem> {
  const { files, refused } = await readArchive(bytes)
  const readable = files.flatMap((file) => {
    const found = formatOfName(file.path)
    return found === undefined || found !== (format ?? found) ? [] : [{ file, format: found }]
  })
  if (readable.length === 0 && refused.length === 0) {
    throw importFormatUnknown('the archive holds no file of a form that is known')
  }
  yield* refused
  const former = await findFormerLibrary(
    readable.map(({ file }) => file).filter(({ path }) => isJson(path)),
    now,
  )
  yield* former?.items ?? []
  const pacer = createPacer()
  const read = new Set(readable.map(({ file }) => file))
  const leftOut = files
    .filter((file) => !read.has(file) && !former?.isOwn(file.path))
    .map(({ path }) => path)
  for (const { file, format: found } of readable) {
    if (former?.isOwn(file.path)) continue
    yield* readEntry(file, found, isJson(file.path) ? former : undefined, leftOut)
    if (pacer.isDue()) await pacer.rest()
  }
  yield* noteOnLeftOut(leftOut)
}
