/** An answer to `completion/complete`. */
export interface Completion {
  readonly values: string[]
  /** How many there are in all. */
  readonly total: number
  readonly hasMore: boolean
}

/** As many as an answer may have (MCP 2025-11-25 server/utilities/completion). */
export const maxCompletions = 100

/** No candidate that is longer can be chosen from a menu. */
const maxLength = 1_000

/**
 * The candidates that begin with what is typed, then those that have it elsewhere, each in the
 * order in which they were given and once. Case does not matter.
 */
export function rank(typed: string, candidates: Iterable<string>): Completion {
  const wanted = typed.toLowerCase()
  const [begin, contain]: [string[], string[]] = [[], []]
  for (const candidate of new Set(candidates)) {
    if (candidate === '' || candidate.length > maxLength) continue
    const place = candidate.toLowerCase().indexOf(wanted)
    if (place === 0) begin.push(candidate)
    else if (place > 0) contain.push(candidate)
  }
  const all = [...begin, ...contain]
  return {
    values: all.slice(0, maxCompletions),
    total: all.length,
    hasMore: all.length > maxCompletions,
  }
}
