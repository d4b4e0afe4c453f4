import type { Buffer } from 'node:buffer'
import { PromptBinError } from '@promptbin/errors'
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl'
import { importEntryRefused, importTooLarge, importZipInvalid } from '../errors.ts'
import type { ImportItem } from '../import-item.ts'
import { isSystemFile, pathFault, shownPath } from './entry-name.ts'

const maxEntries = 10_000
const maxUnpackedBytes = 64 * 2 ** 20

/** Text is packed to a tenth; what is packed tighter than this is meant to harm. */
const maxRatio = 200

/**
 * Below this it does not matter how tightly an entry is packed: a prompt of the greatest length may
 * say the same over and over.
 */
const freeBytes = 4 * 2 ** 20

/** A file in an archive. */
export interface ArchiveFile {
  /** Relative, parts joined by "/", without ".." and ".". */
  readonly path: string
  /** As the archive tells; reading fails if it is not true. */
  readonly bytes: number
  /** Throws `PB_IMPORT_ENTRY_REFUSED` if the entry is damaged, or larger than it tells. */
  readonly open: () => AsyncIterable<Uint8Array>
}

/** The files that may be read, in the order of the archive, and the entries that may not. */
export interface Archive {
  readonly files: readonly ArchiveFile[]
  readonly refused: readonly ImportItem[]
}

const fileTypeMask = 0o170_000
const regularFile = 0o100_000
const unix = 3

/** Why an entry is not to be read, whatever its name; `undefined` for a plain file. */
function kindFault(entry: Entry): string | undefined {
  const type = (entry.externalFileAttributes >>> 16) & fileTypeMask
  const isUnix = entry.versionMadeBy >>> 8 === unix
  if (isUnix && type !== 0 && type !== regularFile) return 'it is a link or a device, no file'
  if (entry.isEncrypted()) return 'it is encrypted'
  if (!entry.canDecodeFileData()) return 'it is packed in a way that is not supported'
  const isTight = entry.uncompressedSize > maxRatio * entry.compressedSize
  return isTight && entry.uncompressedSize > freeBytes ? 'it unpacks to far too much' : undefined
}

function nameOf(entry: Entry): string {
  return getFileNameLowLevel(
    entry.generalPurposeBitFlag,
    entry.fileNameRaw,
    entry.extraFields,
    true,
  ).replace(/^(\.\/)+/, '')
}

function refusal(path: string, reason: string): ImportItem {
  return { file: shownPath(path), error: importEntryRefused(reason) }
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>
  } catch (cause) {
    throw importEntryRefused.with({ cause }, 'it is damaged, or not as large as it tells')
  }
}

async function sort(zip: ZipFile): Promise<Archive> {
  const files = new Map<string, ArchiveFile>()
  const refused: ImportItem[] = []
  let unpackedBytes = 0
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry)
    if (path.endsWith('/') || isSystemFile(path)) continue
    const fault = pathFault(path) ?? kindFault(entry)
    if (fault !== undefined) refused.push(refusal(path, fault))
    else if (files.has(path)) {
      refused.push(refusal(path, 'another entry has the same name, and only the first is read'))
    } else {
      unpackedBytes += entry.uncompressedSize
      files.set(path, {
        path,
        bytes: entry.uncompressedSize,
        open: () => unpack(zip, entry),
      })
    }
  }
  if (unpackedBytes > maxUnpackedBytes) {
    throw importTooLarge(`it unpacks to more than ${maxUnpackedBytes / 2 ** 20} MiB`)
  }
  return { files: [...files.values()], refused }
}

/**
 * Lists a zip archive without unpacking it; nothing is ever written to a disk. Entries that are no
 * plain files under relative paths are refused one by one. Throws `PB_IMPORT_TOO_LARGE` beyond
 * 10,000 entries or 64 MiB unpacked, and `PB_IMPORT_ZIP_INVALID` for what is no whole archive.
 */
export async function readArchive(bytes: Buffer): Promise<Archive> {
  let zip: ZipFile
  try {
    zip = await fromBufferPromise(bytes, { decodeStrings: false })
  } catch (cause) {
    throw importZipInvalid.with({ cause }, 'it is damaged, or not whole')
  }
  if (zip.entryCount > maxEntries) {
    throw importTooLarge(`the archive has more than ${maxEntries} entries`)
  }
  try {
    return await sort(zip)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw importZipInvalid.with({ cause }, 'its list of entries is damaged')
  }
}
