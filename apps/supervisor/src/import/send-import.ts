import type { IncomingMessage } from 'node:http'
import { PromptBinError } from '@promptbin/errors'
import type { ImportEvent } from '@promptbin/prompts'
import { importFailed } from '../errors.ts'
import { askService } from '../http/ask-service.ts'
import { createLineSplitter } from '../line-splitter.ts'
import { partsOf } from './import-part.ts'
import type { ImportSource } from './import-source.ts'

/** One event of an import. */
const maxLineBytes = 64 * 1024

/** How prompt-web is to take what it is sent. */
export interface ImportOptions {
  /** By what prompt-web knows who asks. */
  readonly headers?: Readonly<Record<string, string>>
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
 * Sends something to import to prompt-web and gives what it tells while it works, with a `result`
 * for each part that it is sent in. Throws what prompt-web refused it with, or `PB_IMPORT_FAILED`
 * when the answer breaks off.
 */
export async function* sendImport(
  source: ImportSource,
  webUrl: string,
  options: ImportOptions,
): AsyncGenerator<ImportEvent> {
  const { contentType } = source
  const { headers = {} } = options
  const address = addressOf(source, options)
  try {
    for await (const { content: body, linesBefore } of partsOf(source)) {
      const question = { method: 'POST', contentType, headers, body } as const
      const answer = await askService(webUrl, address, question)
      for await (const event of readEvents(answer)) yield inWhole(event, linesBefore)
    }
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw importFailed.with({ cause }, (cause as Error).message)
  }
}

/** An event of a part with its line as that of the whole. */
function inWhole(event: ImportEvent, linesBefore: number): ImportEvent {
  if (!('line' in event) || event.line === undefined) return event
  return { ...event, line: event.line + linesBefore }
}

async function* readEvents(answer: IncomingMessage): AsyncGenerator<ImportEvent> {
  const split = createLineSplitter({ maxLineBytes, alone: true })
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
