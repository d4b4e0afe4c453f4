import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LibraryPlace } from '@promptbin/config'
import { runShortTask } from '../../process/short-task.ts'
import type { LibraryAnswer, LibraryPart, LibraryQuestion } from './library-facts.ts'

/** In development the source runs as it is; a bundle has the program beside it. */
const program = import.meta.url.endsWith('.ts') ? './main.ts' : './diagnostics-library.js'

/** Whoever asks ends it far sooner. */
const timeoutMs = 60_000

/** What can be asked of the library. */
export interface LibraryQuestions {
  readonly place: LibraryPlace
  /** The path of its file, or the address of its database, as it may be shown. */
  readonly shown: string
  /** Whether there is one; what stands in a database is known only when it is asked. */
  readonly exists: boolean
  /** Of the file beside a file, in which changes stand first; 0 without one. */
  readonly walBytes: number
  /** Each part is asked for once, however many checks need it. Rejects without an answer in time. */
  ask<Part extends LibraryPart>(part: Part): Promise<LibraryAnswer<Part>>
}

/**
 * Reads a database in processes of their own: SQLite may take long, or fail in ways that end the
 * process, and only a process can be ended in the middle of it.
 */
export function questionsAbout({
  place,
  isInUse,
  signal,
}: {
  readonly place: LibraryPlace
  readonly isInUse: boolean
  readonly signal: AbortSignal
}): LibraryQuestions {
  const isFile = place.system === 'sqlite'
  const walBytes = isFile ? sizeOf(`${place.file}-wal`) : 0
  const entry = fileURLToPath(new URL(program, import.meta.url))
  const asked = new Map<LibraryPart, Promise<unknown>>()
  return {
    place,
    shown: isFile ? place.file : place.shownUrl,
    exists: !isFile || existsSync(place.file),
    walBytes,
    ask<Part extends LibraryPart>(part: Part) {
      const input: LibraryQuestion = { part, place, isInUse: isInUse || walBytes > 0 }
      const answer = asked.get(part) ?? runShortTask({ entry, input, timeoutMs, signal })
      asked.set(part, answer)
      return answer as Promise<LibraryAnswer<Part>>
    },
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
