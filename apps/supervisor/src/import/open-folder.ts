import { createReadStream, type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, extname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { createZip, type ZipEntry } from '@promptbin/prompt-formats'
import { nothingToImport } from '../errors.ts'
import { contentTypeOf, type ImportSource } from './import-source.ts'

/** Where no prompts are, but very many files. */
const passedOver = new Set(['.git', 'node_modules'])

/** What a prompt, or a collection of them, can be kept in. */
const extensions = new Set(['.csv', '.json', '.jsonl', '.md', '.prompt', '.yaml', '.yml'])

/**
 * Opens a folder with all folders below it as a zip that is made while it is sent. Links are not
 * followed. Throws `PB_IMPORT_NOTHING` if there is no file that could hold a prompt.
 */
export async function openFolder(path: string): Promise<ImportSource> {
  const files = await findFiles(path)
  if (files.length === 0) throw nothingToImport(path)
  return {
    size: files.length,
    content: Readable.from(createZip(files.map((file) => entryOf(path, file)))),
    contentType: contentTypeOf('.zip'),
    fileName: `${basename(path)}.zip`,
    isSplit: false,
  }
}

async function findFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(entries.map((entry) => filesOf(folder, entry)))
  return found.flat().sort()
}

async function filesOf(folder: string, entry: Dirent): Promise<readonly string[]> {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : findFiles(path)
  const isKept = entry.isFile() && extensions.has(extname(entry.name).toLowerCase())
  return isKept ? [path] : []
}

/** Opened only when its turn comes: a folder can have more files than a process may hold open. */
function entryOf(folder: string, file: string): ZipEntry {
  async function* content() {
    yield* createReadStream(file)
  }
  return { path: relative(folder, file).split(sep).join('/'), content: content() }
}
