import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes, renames and removes within some milliseconds; that is one change. */
const quietMs = 150

/** Whoever is told that files may say something else. */
export interface FileWatch {
  /** From now on it is these files. */
  follow(files: readonly string[]): void
  stop(): void
}

/**
 * Calls back a moment after something has happened to one of some files, also when it was replaced by
 * another one of its name, removed, or made: their folders are watched. Where that cannot be done,
 * nobody is told.
 */
export function watchFiles(onChange: () => void): FileWatch {
  /** By the folder that is watched. */
  const watchers = new Map<string, FSWatcher>()
  let followed: readonly string[] = []
  let timer: NodeJS.Timeout | undefined

  function forget(folder: string): void {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  function watchFolder(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, changed) => {
        const isMeant = (file: string) => dirname(file) === folder && basename(file) === changed
        if (changed !== null && !followed.some(isMeant)) return
        clearTimeout(timer)
        timer = setTimeout(onChange, quietMs).unref()
      })
      watcher.on('error', () => forget(folder))
      watchers.set(folder, watcher)
    } catch {
      // A folder that is not there yet; `promptbin reload` reads the file in any case.
    }
  }

  return {
    follow(files) {
      followed = files
      const folders = new Set(files.map(dirname))
      for (const folder of watchers.keys()) if (!folders.has(folder)) forget(folder)
      for (const folder of folders) if (!watchers.has(folder)) watchFolder(folder)
    },
    stop() {
      clearTimeout(timer)
      followed = []
      for (const folder of watchers.keys()) forget(folder)
    },
  }
}
