import { PromptBinError } from '@promptbin/errors'
import type { ImportCounts, ImportEvent } from '@promptbin/prompts'
import type { Progress } from '../terminal/progress.ts'
import type { Table } from './open-table.ts'
import { sendTable } from './send-table.ts'

/**
 * Imports a table and shows how far it is; rows that failed are told with their line. Throws what
 * `sendTable` throws, and the error with which prompt-web ended early.
 */
export async function importTable(
  table: Table,
  webUrl: string,
  progress: Progress,
): Promise<ImportCounts> {
  let counts: ImportCounts = { created: 0, updated: 0, skipped: 0, failed: 0 }
  try {
    for await (const event of sendTable(table.content, webUrl)) {
      if (event.type === 'row') {
        tellFailure(event, progress)
        progress.show(Math.min(1, event.line / table.lines))
      }
      if (event.type === 'error') throw earlyEnd(event)
      if (event.type === 'result') counts = event
    }
  } finally {
    progress.end()
  }
  const { created, updated, skipped, failed } = counts
  return { created, updated, skipped, failed }
}

function tellFailure(event: Extract<ImportEvent, { type: 'row' }>, progress: Progress): void {
  if (event.outcome !== 'failed') return
  progress.say(`line ${event.line}: ${event.code}: ${event.detail}`)
}

function earlyEnd({ code, detail, hint, ...counts }: Extract<ImportEvent, { type: 'error' }>) {
  const done = counts.created + counts.updated + counts.skipped
  const message = `${detail} Rows imported before that: ${done}.`
  return new PromptBinError({ code, message, hint, status: 502, class: 'user', severity: 'error' })
}
