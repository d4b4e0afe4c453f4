import { open } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'

/** Told of the pages that were copied and of all that there are. */
export type OnProgress = (copied: number, total: number) => void

/** 1 MB a step, at SQLite's usual 4 KB a page: fine enough for a bar that moves. */
const pagesAStep = 256

/** 16 MB: what is left to the end goes to the disk in one go, and saves of the library wait for that. */
const pagesAFlush = 4_096

/** How long it waits for another process that is changing the schema or recovering the log. */
const busyTimeoutMs = 10_000

/**
 * Copies a database that may be in use, as it is at one moment between two transactions. Others read
 * and write meanwhile. The copy is one file: it has no write-ahead log, and makes none when it is
 * read (https://www.sqlite.org/backup.html). Rejects with what SQLite throws.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onProgress: OnProgress,
): Promise<void> {
  // SQLite would make it readable for others as well.
  await using file = await open(to, 'wx', 0o600)
  const source = new DatabaseSync(from, { readOnly: true, timeout: busyTimeoutMs })
  try {
    // Without a snapshot that is held, each write of another process would begin the copy anew.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    let flushed = 0
    const pages = await backup(source, to, {
      rate: pagesAStep,
      progress: ({ totalPages, remainingPages }) => {
        const copied = totalPages - remainingPages
        onProgress(copied, totalPages)
        if (copied - flushed < pagesAFlush) return
        flushed = copied
        // What fails here fails at the end as well, and is told then.
        file.datasync().catch(() => {})
      },
    })
    onProgress(pages, pages)
  } finally {
    source.close()
  }
  const copy = new DatabaseSync(to)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
  } finally {
    copy.close()
  }
}
