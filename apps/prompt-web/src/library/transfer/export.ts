import { PromptBinError } from '@promptbin/errors'
import type { PromptStore } from '@promptbin/prompt-store'
import type { PromptRecord } from '@promptbin/prompts'
import type { Export, ExportRequest } from '../library.ts'

type Batch = readonly PromptRecord[]

/** So many of them are named in the audit trail. */
const namedPrompts = 20

/** All records after a first batch, which was asked for before anything was answered. */
async function* recordsFrom(
  first: Batch,
  next: (after: string) => Promise<Batch>,
): AsyncGenerator<PromptRecord> {
  for (let batch = first; ; ) {
    yield* batch
    const last = batch.at(-1)
    if (last === undefined) return
    batch = await next(last.id)
  }
}

/** Writes prompts to a file, no faster than it is read; see `Library.export`. */
export async function exportPrompts(
  store: PromptStore,
  { format, names }: ExportRequest,
): Promise<Export> {
  const chosen = names === undefined ? {} : { names }
  const first = await store.records(chosen)
  await noteExport(store, format, names)
  const records = recordsFrom(first, (after) => store.records({ ...chosen, after }))
  // Formats are much code, which few ever need.
  const { writeExport } = await import('@promptbin/prompt-formats')
  return writeExport(format, records)
}

/** Whoever must get the prompts off a disk that is full gets them, though nothing can be written. */
async function noteExport(
  store: PromptStore,
  format: ExportRequest['format'],
  names: ExportRequest['names'],
): Promise<void> {
  const target = names === undefined ? 'the library' : names.slice(0, namedPrompts).join(' ')
  const after = { format, prompts: names?.length ?? 'all' }
  try {
    await store.noteAudit({ action: 'library.export', target, after })
  } catch (error) {
    if (!(error instanceof PromptBinError && error.code === 'PB_STORE_FULL')) throw error
  }
}
