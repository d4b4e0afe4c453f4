import { Readable } from 'node:stream'
import { splitExport } from '@promptbin/prompt-formats'
import type { ImportSource } from './import-source.ts'

/** prompt-web takes 16 MiB at a time; the longest line of an export is somewhat less than that. */
const maxPartBytes = 12 * 2 ** 20

/** What is sent at a time. */
export interface ImportPart {
  readonly content: Readable
  /** What a line of the part is to be counted up by, to be that of the whole. */
  readonly linesBefore: number
}

/** The parts of a source, to be sent one after the other; most sources have but one. */
export async function* partsOf({ content, isSplit }: ImportSource): AsyncGenerator<ImportPart> {
  if (!isSplit) {
    yield { content, linesBefore: 0 }
    return
  }
  for await (const { content: part, firstLine } of splitExport(content, maxPartBytes)) {
    yield { content: Readable.from([part]), linesBefore: firstLine - 2 }
  }
}
