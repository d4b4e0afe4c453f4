import { PromptBinError } from '@promptbin/errors'
import { readGithubPrompt } from './documents/github.ts'
import { readSkill } from './documents/skill.ts'
import { readVscodePrompt } from './documents/vscode.ts'
import { readDotprompt } from './dotprompt/read-dotprompt.ts'
import type { ImportFormat } from './formats.ts'
import type { ImportItem, ReadPrompt } from './import-item.ts'
import { readJsonl } from './jsonl/read-jsonl.ts'
import { readFormerPrompt, type Surroundings } from './promptbin-05/read-prompt.ts'
import { readPromptsChat } from './prompts-chat/prompts-chat.ts'
import { type Document, decodeText, maxDocumentBytes } from './source/document.ts'
import { collect } from './source/peek.ts'

/** Formats of which a file holds many prompts, read as they arrive. */
type TableFormat = 'prompts-chat' | 'jsonl'

/** A file to be read, and what stands around it. */
export interface SourceFile {
  /** Parts joined by "/"; empty if it came without a name. */
  readonly path: string
  readonly content: AsyncIterable<Uint8Array>
  /** Only a file of PromptBin 0.5 looks at it. */
  readonly around?: Surroundings
}

const tables: Readonly<
  Record<TableFormat, (content: AsyncIterable<Uint8Array>) => AsyncIterable<ImportItem>>
> = { 'prompts-chat': readPromptsChat, jsonl: readJsonl }

const documents: Readonly<
  Record<
    Exclude<ImportFormat, TableFormat>,
    (document: Document, around?: Surroundings) => ReadPrompt
  >
> = {
  'promptbin-0.5': readFormerPrompt,
  dotprompt: readDotprompt,
  skill: readSkill,
  vscode: readVscodePrompt,
  github: readGithubPrompt,
}

/** JSON takes longest to read for its size. */
const maxJsonBytes = 2 * 2 ** 20

function isTable(format: ImportFormat): format is TableFormat {
  return format in tables
}

async function readDocument(
  { path, content, around }: SourceFile,
  format: Exclude<ImportFormat, TableFormat>,
): Promise<ReadPrompt> {
  const maxBytes = format === 'promptbin-0.5' ? maxJsonBytes : maxDocumentBytes
  const text = decodeText(await collect(content, maxBytes))
  return documents[format]({ path, text }, around)
}

/**
 * Reads a file of a known format. Throws what its reader throws if nothing of it can be read; a
 * file of one prompt answers that as an item.
 */
export async function* readFile(
  file: SourceFile,
  format: ImportFormat,
): AsyncGenerator<ImportItem> {
  if (isTable(format)) {
    yield* tables[format](file.content)
    return
  }
  try {
    yield await readDocument(file, format)
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    yield { error }
  }
}

/** The same for one file among others: whatever is wrong with it is told with its path. */
export async function* readFileAmongOthers(
  file: SourceFile,
  format: ImportFormat,
): AsyncGenerator<ImportItem> {
  try {
    for await (const item of readFile(file, format)) yield { ...item, file: file.path }
  } catch (error) {
    if (!(error instanceof PromptBinError)) throw error
    yield { file: file.path, error }
  }
}
