/** Where every line goes beside the file; a container's log, for example. */
export interface Echo {
  write(text: string): unknown
  /** What it holds because its reader does not take it; that of a stream of Node. */
  readonly writableLength?: number
}

/** An echo that may be written to whatever its reader does. */
export interface BoundedEcho {
  /** Lines that the reader did not get. */
  readonly lostLines: number
  readonly waitingCharacters: number
  /** Takes a line with its line feed; those of one turn of the event loop are written together. */
  write(line: string): void
  /** Writes what waits for the end of its turn. */
  flush(): void
}

/** Node holds whatever a pipe does not take; of a reader that has stopped so much is held. */
const mostCharacters = 2 ** 20

/** A reader that has stopped costs lines, and neither memory nor those who write. */
export function boundEcho(echo: Echo | undefined): BoundedEcho {
  let lostLines = 0
  let gathered: string[] = []

  function flush(): void {
    const lines = gathered
    gathered = []
    if (lines.length === 0) return
    if ((echo?.writableLength ?? 0) > mostCharacters) lostLines += lines.length
    else echo?.write(lines.join(''))
  }

  return {
    get lostLines() {
      return lostLines
    },
    get waitingCharacters() {
      return echo?.writableLength ?? 0
    },
    write(line) {
      if (!echo) return
      gathered.push(line)
      if (gathered.length === 1) setImmediate(flush)
    },
    flush,
  }
}
