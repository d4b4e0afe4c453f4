import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { PromptBinError } from '@promptbin/errors'
import { fileUnreadable, nothingToImport } from '../errors.ts'
import { contentTypeOf, type ImportSource } from './import-source.ts'
import { openFolder } from './open-folder.ts'

const lineFeed = 0x0a

/** As much as prompt-web takes at a time. */
const maxBytes = 16 * 2 ** 20

/** Where PromptBin 0.5 keeps its prompts unless it is told otherwise. */
const earlierDataFolder = () => join(homedir(), 'promptbin-data')

/**
 * Opens what is to be imported: a file, a folder, or without a path the prompts of PromptBin 0.5.
 * Nothing is ever written there. Throws `PB_FILE_UNREADABLE`, `PB_IMPORT_NOTHING`.
 */
export async function openSource(path: string | undefined): Promise<ImportSource> {
  const place = path ?? earlierDataFolder()
  try {
    const found = await stat(place)
    if (found.isDirectory()) return await openFolder(place)
    if (!found.isFile()) throw fileUnreadable(place, 'it is neither a file nor a folder')
    return await openFile(place, found.size)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    if (path === undefined) throw nothingToImport.with({ cause }, place)
    throw fileUnreadable.with({ cause }, place, (cause as NodeJS.ErrnoException).code ?? '')
  }
}

async function openFile(path: string, bytes: number): Promise<ImportSource> {
  const extension = extname(path).toLowerCase()
  return {
    size: await countLines(path),
    content: createReadStream(path),
    contentType: contentTypeOf(extension),
    fileName: basename(path),
    isSplit: extension === '.jsonl' && bytes > maxBytes,
  }
}

async function countLines(path: string): Promise<number> {
  let lines = 1
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (byte === lineFeed) lines += 1
  }
  return lines
}
