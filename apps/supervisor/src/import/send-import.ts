import type { IncomingMessage } from 'node:http'
import { PromptBinError } from '@promptbin/errors'
import type { ImportEvent } from '@promptbin/prompts'
import { importFailed } from '../errors.ts'
import { askLibrary } from '../library/ask-library.ts'
import { createLineSplitter } from '../line-splitter.ts'
import type { ImportSource } from './import-source.ts'

/** One event of an import. */
const maxLineBytes = 64 * 1024

/** How prompt-web is to take what it is sent. */
export interface ImportOptions {
  /** Found out by prompt-web unless told. */
  readonly format?: string | undefined
  /** Only tells what would happen. */
  readonly dryRun?: boolean | undefined
}

function addressOf({ fileName }: ImportSource, { format, dryRun }: ImportOptions): string {
  const query = new URLSearchParams({ fileName })
  if (format !== undefined) query.set('format', format)
  if (dryRun) query.set('dryRun', 'true')
  return `/api/v1/import?${query}`
}

/**
 * Sends something to import to prompt-web and gives what it tells while it works. Throws what
 * prompt-web refused it with, or `PB_IMPORT_FAILED` when the answer breaks off.
 */
export async function* sendImport(
  source: ImportSource,
  webUrl: string,
  options: ImportOptions,
): AsyncGenerator<ImportEvent> {
  let answer: IncomingMessage | undefined
  try {
    answer = await askLibrary(webUrl, addressOf(source, options), {
      method: 'POST',
      contentType: source.contentType,
      body: source.content,
    })
    yield* readEvents(answer)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw importFailed.with({ cause }, (cause as Error).message)
  } finally {
    answer?.destroy()
  }
}

async function* readEvents(answer: IncomingMessage): AsyncGenerator<ImportEvent> {
  const split = createLineSplitter({ maxLineBytes })
  let isComplete = false
  for await (const chunk of answer) {
    for (const part of split(chunk)) {
      if (!('line' in part)) continue
      const event = JSON.parse(part.line) as ImportEvent
      isComplete = event.type === 'result' || event.type === 'error'
      yield event
    }
  }
  if (!isComplete) throw importFailed('prompt-web broke off its answer.')
}
