import { join } from 'node:path'
import { preparePrivateFolder } from '@promptbin/config'
import {
  openStateFile,
  type StateFile,
  type StateFileOptions,
  type StateLog,
} from './state-file.ts'

/** What a part of the state says of itself; the folder adds the rest. */
export type StatePart<Value> = Omit<StateFileOptions<Value>, 'file' | 'log'> & {
  /** Of its file, without `.json`. */
  readonly name: string
}

/** The folder in which an instance keeps what is to survive a restart of the supervisor. */
export interface StateFolder {
  readonly path: string
  readonly log: StateLog
  open<Value>(part: StatePart<Value>): StateFile<Value>
  /** Settles when the last value of every part is on the disk, or cannot be written. */
  flush(): Promise<void>
}

/**
 * Opens the folder, for its owner only. One that cannot be made or written is told of, and the
 * state is then kept in memory: to serve is more important than to remember.
 */
export function openStateFolder(options: {
  readonly path: string
  readonly log: StateLog
}): StateFolder {
  const { path, log } = options
  const parts: StateFile<unknown>[] = []
  try {
    preparePrivateFolder(path)
  } catch (err) {
    log.warn({ event: 'state.unwritable', path, err }, 'State is not kept')
  }
  return {
    path,
    log,
    open({ name, ...part }) {
      const file = openStateFile({ ...part, file: join(path, `${name}.json`), log })
      parts.push(file as StateFile<unknown>)
      return file
    },
    async flush() {
      await Promise.all(parts.map((part) => part.flush()))
    },
  }
}
