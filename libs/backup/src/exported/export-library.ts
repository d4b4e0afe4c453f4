import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeExport } from '@promptbin/prompt-formats'
import { schemaVersion } from '@promptbin/prompt-store/restoring'
import type { PromptRecord } from '@promptbin/prompts'
import type { OnProgress } from '../database/copy-database.ts'
import type { DatabaseDescription } from '../database/describe-database.ts'

/** Nobody waits for a backup, so it waits for a server that has much to do. */
const patient = { limit: 10, timeoutMs: 60_000 }

/** The library that is exported. */
export interface ExportLibraryOptions {
  /** The database of PostgreSQL that holds it. */
  readonly url: string
  /** Told of the prompts that were written, and of all that there were. */
  readonly onProgress: OnProgress
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

/**
 * Writes all prompts of a library that PostgreSQL keeps to a file, as an export has them, while others
 * use it: a prompt that is saved meanwhile is in it as it was before or after. Rejects with what the
 * store rejects with, and with a system error.
 */
export async function exportLibrary(
  file: string,
  { url, onProgress, nowMs }: ExportLibraryOptions,
): Promise<Omit<DatabaseDescription, 'auditHead'>> {
  // Its driver is needed only where there is such a library.
  const { openPostgresReadOnly } = await import('@promptbin/prompt-store/postgres')
  const store = await openPostgresReadOnly({ url, readers: 1, readQueue: patient })
  const rows = { prompt: 0, version: 0 }
  async function* records(total: number): AsyncGenerator<PromptRecord> {
    for (let after: string | undefined; ; ) {
      const some = await store.records(after === undefined ? {} : { after })
      if (some.length === 0) return
      for (const record of some) {
        yield record
        rows.prompt += 1
        rows.version += record.versions.length
      }
      after = some.at(-1)?.id
      onProgress(rows.prompt, Math.max(total, rows.prompt))
    }
  }
  try {
    const { prompts } = await store.stats()
    const exportedAt = new Date(nowMs)
    const { content } = writeExport('jsonl', records(prompts), { exportedAt })
    await pipeline(Readable.from(content), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
    onProgress(rows.prompt, rows.prompt)
    return { sqliteVersion: '', schemaVersion, rows }
  } finally {
    await store.close()
  }
}
