import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** An editor writes, renames and removes within some milliseconds; that is one change. */
const quietMs = 150

/** Whoever is told that a file may say something else. */
export interface FileWatch {
  /** From now on it is this file. */
  follow(file: string): void
  stop(): void
}

/**
 * Calls back a moment after something has happened to a file, also when it was replaced by another
 * one of its name, removed, or made: its folder is watched. Where that cannot be done, nobody is told.
 */
export function watchFile(onChange: () => void): FileWatch {
  let followed: string | undefined
  let watcher: FSWatcher | undefined
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    clearTimeout(timer)
    watcher?.close()
    watcher = undefined
    followed = undefined
  }
  return {
    stop,
    follow(file) {
      if (file === followed && watcher) return
      stop()
      followed = file
      const name = basename(file)
      try {
        watcher = watch(dirname(file), { persistent: false }, (_event, changed) => {
          if (changed !== null && changed !== name) return
          clearTimeout(timer)
          timer = setTimeout(onChange, quietMs).unref()
        })
        watcher.on('error', stop)
      } catch {
        // A folder that is not there yet; `promptbin reload` reads the file in any case.
      }
    },
  }
}
