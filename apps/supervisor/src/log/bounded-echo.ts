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
  /** Takes so many lines, each with its line feed. */
  write(text: string, lines: number): void
}

/** Node holds whatever a pipe does not take; of a reader that has stopped so much is held. */
const mostCharacters = 2 ** 20

/** A reader that has stopped costs lines, and neither memory nor those who write. */
export function boundEcho(echo: Echo): BoundedEcho {
  let lostLines = 0
  return {
    get lostLines() {
      return lostLines
    },
    get waitingCharacters() {
      return echo.writableLength ?? 0
    },
    write(text, lines) {
      if ((echo.writableLength ?? 0) > mostCharacters) lostLines += lines
      else echo.write(text)
    },
  }
}
