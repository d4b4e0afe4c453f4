import type { ImportFormat } from './formats.ts'
import type { ImportItem } from './import-item.ts'
import { readPromptsChat } from './prompts-chat/prompts-chat.ts'

/** Something to import, as it arrives. */
export interface ImportSource {
  readonly content: AsyncIterable<Uint8Array>
  /** Found out from the content and the file's name unless told. */
  readonly format?: ImportFormat
  readonly fileName?: string
}

export function readImport(input: ImportSource): AsyncIterable<ImportItem> {
  return readPromptsChat(input.content)
}
