import { Buffer } from 'node:buffer'
import { createZip } from '../src/archive/create-zip.ts'
import type { ImportItem } from '../src/import-item.ts'
import { type ImportSource, readImport } from '../src/read-import.ts'

/** Feeds bytes in chunks, as a stream might. */
export async function* inChunks(
  content: string | Uint8Array,
  chunkBytes = 64 * 1024,
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const item of items) all.push(item)
  return all
}

/** All items of an import. */
export function readAll(
  content: string | Uint8Array,
  options: Omit<ImportSource, 'content'> & { readonly chunkBytes?: number } = {},
): Promise<ImportItem[]> {
  const { chunkBytes, ...rest } = options
  return collect(readImport({ content: inChunks(content, chunkBytes), ...rest }))
}

/** All bytes of a stream as one. */
export async function bytesOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  return Buffer.concat(await collect(content))
}

/** A zip archive of files by their paths. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    content: Buffer.from(content),
  }))
  return bytesOf(createZip(entries))
}

/** The items that are prompts, by their paths or lines. */
export function promptsOf(items: readonly ImportItem[]) {
  return items.flatMap((item) => ('prompt' in item ? [item] : []))
}

/** The faults, each with its place, code and message. */
export function faultsOf(items: readonly ImportItem[]) {
  return items.flatMap((item) =>
    'error' in item
      ? [{ at: item.file ?? item.line, code: item.error.code, message: item.error.message }]
      : [],
  )
}

/** The notes that stand for themselves. */
export function notesOf(items: readonly ImportItem[]) {
  return items.flatMap((item) => ('note' in item ? [item.note] : []))
}
