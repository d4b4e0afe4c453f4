import { receivedError } from '@promptbin/errors'
import type { ImportCounts, ImportEvent } from '@promptbin/prompts'
import type { Progress } from '../terminal/progress.ts'
import type { ImportSource } from './import-source.ts'
import { type ImportOptions, sendImport } from './send-import.ts'

type RowEvent = Extract<ImportEvent, { type: 'row' }>

/** How many items became what in all parts so far. */
function sum(one: ImportCounts, other: ImportCounts): ImportCounts {
  return {
    created: one.created + other.created,
    updated: one.updated + other.updated,
    skipped: one.skipped + other.skipped,
    failed: one.failed + other.failed,
  }
}

/**
 * Imports something and shows how far it is; what failed, and what is to be known of the rest, is
 * told with its place. Throws what `sendImport` throws, and the error with which prompt-web ended
 * early.
 */
export async function runImport(
  source: ImportSource,
  webUrl: string,
  { progress, ...options }: ImportOptions & { readonly progress: Progress },
): Promise<ImportCounts> {
  let counts: ImportCounts = { created: 0, updated: 0, skipped: 0, failed: 0 }
  let rows = 0
  try {
    for await (const event of sendImport(source, webUrl, options)) {
      if (event.type === 'row') {
        rows += 1
        tell(event, progress)
        progress.show(Math.min(1, (event.line ?? rows) / source.size))
      }
      if (event.type === 'error') throw earlyEnd(event, sum(counts, event))
      if (event.type === 'result') counts = sum(counts, event)
    }
  } finally {
    progress.end()
  }
  return counts
}

function placeOf({ file, line }: RowEvent): string {
  return [file, line === undefined ? undefined : `line ${line}`]
    .filter((part) => part !== undefined)
    .join(', ')
}

function tell(event: RowEvent, progress: Progress): void {
  const place = placeOf(event)
  if (event.outcome === 'failed') progress.say(`${place}: ${event.code}: ${event.detail}`)
  else for (const note of event.notes) progress.say(`${place}: ${note}`)
}

function earlyEnd(
  { code, detail, hint }: Extract<ImportEvent, { type: 'error' }>,
  counts: ImportCounts,
): Error {
  const done = counts.created + counts.updated + counts.skipped
  const message = `${detail} Rows imported before that: ${done}.`
  return receivedError(502, { code, detail: message, hint }) ?? new Error(message)
}
