import { PromptBinError } from '@promptbin/errors'
import type { ImportItem } from '@promptbin/prompt-formats'
import type { Author, PromptStore } from '@promptbin/prompt-store'
import type { ImportCounts, ImportEvent } from '@promptbin/prompts'
import type { ImportInput } from '../library.ts'
import { ImportRun } from './import-run.ts'
import { whenNotBusy } from './when-not-busy.ts'

/** How much is read between two `progress` events: about 45 of them for the prompts.chat collection. */
const progressStepBytes = 64 * 1024

/** Fills `position.bytes` while the content passes through. */
async function* measured(chunks: AsyncIterable<Uint8Array>, position: { bytes: number }) {
  for await (const chunk of chunks) {
    position.bytes += chunk.byteLength
    yield chunk
  }
}

/** What an import is done with. */
interface ImportTools {
  readonly store: PromptStore
  /** Called after every item that may have changed the library. */
  readonly onChange: () => void
}

/** Every item once, then again those that waited for another, and how far it has read. */
async function* work(
  run: ImportRun,
  items: AsyncIterable<ImportItem>,
  position: { bytes: number },
) {
  let told = 0
  for await (const item of items) {
    const event = await run.take(item)
    if (event !== undefined) yield event
    if (position.bytes - told < progressStepBytes) continue
    told = position.bytes
    yield { type: 'progress' as const, bytes: told }
  }
  yield* run.finish()
}

/** Imports item by item; see `Library.import`. */
export async function* importPrompts(
  { store, onChange }: ImportTools,
  { content, dryRun = false, ...form }: ImportInput,
  author: Author,
): AsyncGenerator<ImportEvent> {
  const counts: Record<keyof ImportCounts, number> = {
    created: 0,
    updated: 0,
    skipped: 0,
    failed: 0,
  }
  const position = { bytes: 0 }
  // Formats are much code, which few ever need.
  const { readImport } = await import('@promptbin/prompt-formats')
  const items = readImport({ ...form, content: measured(content, position) })
  const act = { action: 'library.import', target: form.fileName ?? 'an upload' }
  // What is imported is many changes: that it begins is written down first, and then what came of it.
  if (!dryRun) await whenNotBusy(() => store.noteAudit({ ...act, outcome: 'intended' }))
  let started = false
  let outcome: 'done' | 'failed' = 'failed'
  try {
    for await (const event of work(new ImportRun({ store, author, dryRun }), items, position)) {
      started = true
      if (event.type === 'row') {
        counts[event.outcome] += 1
        onChange()
      }
      yield event
    }
    outcome = 'done'
  } catch (error) {
    if (!started || !(error instanceof PromptBinError)) throw error
    yield { type: 'error', code: error.code, detail: error.message, hint: error.hint, ...counts }
    return
  } finally {
    // What was imported is there, and that it was intended is known, also when this fails.
    if (!dryRun) await store.noteAudit({ ...act, outcome, after: counts }).catch(() => {})
  }
  yield { type: 'result', ...counts }
}
