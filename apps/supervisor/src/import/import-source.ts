import type { Readable } from 'node:stream'

/** Something on disk that is to be imported, as it is sent. */
export interface ImportSource {
  readonly content: Readable
  readonly contentType: string
  /** What prompt-web may go by to tell the format. */
  readonly fileName: string
  /** How many items there are at most: the lines of a file, or the files of a folder. */
  readonly size: number
  /** Whether it is an export that is larger than what prompt-web takes at a time. */
  readonly isSplit: boolean
}

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.md': 'text/markdown',
  '.prompt': 'text/plain',
  '.yaml': 'text/yaml',
  '.yml': 'text/yaml',
  '.zip': 'application/zip',
}

/** The media type of a file by its extension, in lower case with its dot. */
export function contentTypeOf(extension: string): string {
  return contentTypes[extension] ?? 'application/octet-stream'
}
