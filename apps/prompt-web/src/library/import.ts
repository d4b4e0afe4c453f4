import { setTimeout } from 'node:timers/promises'
import { PromptBinError } from '@promptbin/errors'
import type { Author, PromptStore } from '@promptbin/prompt-store'
import {
  type ImportCounts,
  type ImportEvent,
  type ImportRow,
  normalizeDraft,
  readPromptsChat,
} from '@promptbin/prompts'

/** Names the collection in the origin of its prompts, so that a second import finds them again. */
const source = 'prompts-chat'

/** How much of the table is read between two `progress` events: about 45 of them for the public collection. */
const progressStepBytes = 64 * 1024

/** How often a row is tried while the library is busy with other work, and the pause between. */
const busyAttempts = 20
const busyPauseMs = 250

type RowEvent = Extract<ImportEvent, { readonly type: 'row' }>

/** Fills `position.bytes` while the table passes through. */
async function* measured(chunks: AsyncIterable<Uint8Array>, position: { bytes: number }) {
  for await (const chunk of chunks) {
    position.bytes += chunk.byteLength
    yield chunk
  }
}

/** A fault of one row is told and passed over; a fault of the library itself ends the import. */
function failedRow(line: number, error: unknown): RowEvent {
  if (!(error instanceof PromptBinError && error.class === 'user')) throw error
  return { type: 'row', line, outcome: 'failed', code: error.code, detail: error.message }
}

/** An import can wait: what the store refused because it is busy has changed nothing. */
async function whenNotBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const isBusy = error instanceof PromptBinError && error.code === 'PB_STORE_BUSY'
      if (!isBusy || attempt === busyAttempts) throw error
      await setTimeout(busyPauseMs)
    }
  }
}

async function importRow(store: PromptStore, row: ImportRow, author: Author): Promise<RowEvent> {
  const { line } = row
  if ('error' in row) return failedRow(line, row.error)
  try {
    const prompt = normalizeDraft(row.draft)
    const done = await whenNotBusy(() => store.import(prompt, { source, key: row.key }, author))
    return { type: 'row', line, ...done }
  } catch (error) {
    return failedRow(line, error)
  }
}

/** Imports a prompts.chat table row by row; see `Library.importPromptsChat`. */
export async function* importPromptsChat(
  store: PromptStore,
  chunks: AsyncIterable<Uint8Array>,
  author: Author,
): AsyncGenerator<ImportEvent> {
  const counts: Record<keyof ImportCounts, number> = {
    created: 0,
    updated: 0,
    skipped: 0,
    failed: 0,
  }
  const position = { bytes: 0 }
  let told = 0
  let started = false
  try {
    for await (const row of readPromptsChat(measured(chunks, position))) {
      const event = await importRow(store, row, author)
      counts[event.outcome] += 1
      started = true
      yield event
      if (position.bytes - told < progressStepBytes) continue
      told = position.bytes
      yield { type: 'progress', bytes: told }
    }
  } catch (error) {
    if (!started || !(error instanceof PromptBinError)) throw error
    yield { type: 'error', code: error.code, detail: error.message, hint: error.hint, ...counts }
    return
  }
  yield { type: 'result', ...counts }
}
