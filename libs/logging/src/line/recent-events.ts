/** So many lines of its own a process remembers, for when it has to tell what it did last. */
const linesKept = 20

const recent: string[] = []
let next = 0

/** What a line of the log told, without its details. */
export interface RecentEvent {
  readonly time: string
  readonly level: string
  /** What happened, by its name; the sentence of a line that has none. */
  readonly event: string
  /** Of the error that it told, if that had one. */
  readonly code?: string
}

/** Remembers a finished line, JSON in which secrets are masked. */
export function rememberLine(line: string): void {
  recent[next % linesKept] = line
  next += 1
}

/** What this process logged last, the oldest first. Read when it is needed, for that is hardly ever. */
export function recentEvents(): readonly RecentEvent[] {
  const first = next > linesKept ? next % linesKept : 0
  return [...recent.slice(first), ...recent.slice(0, first)].flatMap((line) => {
    try {
      const { time, level, event, msg, err } = JSON.parse(line)
      const code = err?.code
      return [{ time, level, event: event ?? msg ?? '', ...(code !== undefined && { code }) }]
    } catch {
      return []
    }
  })
}
