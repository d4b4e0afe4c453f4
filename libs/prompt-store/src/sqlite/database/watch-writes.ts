import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Calls back whenever somebody writes to the library in a SQLite file, this process or another, a
 * little before what was written can be read. Where the system cannot tell, it never calls. Keeps
 * no process alive; until the returned function is called.
 */
export function watchWrites(file: string, onWrite: () => void): () => void {
  // The log comes and goes, so what is watched is its folder (SQLite, write-ahead logging).
  const log = `${basename(file)}-wal`
  try {
    const watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
      if (name === log) onWrite()
    })
    watcher.once('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => {}
  }
}
