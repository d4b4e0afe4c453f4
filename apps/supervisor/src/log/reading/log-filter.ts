import { LOG_LEVELS, type LogLevel } from '@promptbin/logging'
import { type LineHead, readLineHead } from '../output-line.ts'

/** Which lines of a log are meant; what is not given may be anything. */
export interface LogFilter {
  readonly service?: string | undefined
  /** The least severe level. */
  readonly level?: LogLevel | undefined
  /** The id of a request, or of its trace. */
  readonly request?: string | undefined
  /** Only lines of this time or later, in ms since 1970. */
  readonly fromMs?: number | undefined
}

/** Whether a line as it is kept is one of those that are meant, and what its beginning says. */
export function matchLine(text: string, filter: LogFilter): LineHead | undefined {
  const head = readLineHead(text)
  if (!head || !matchesHead(head, filter)) return undefined
  return filter.request === undefined || isOfRequest(text, filter.request) ? head : undefined
}

function matchesHead(head: LineHead, { service, level, fromMs }: LogFilter): boolean {
  if (service !== undefined && head.service !== service) return false
  if (level !== undefined && LOG_LEVELS.indexOf(head.level) < LOG_LEVELS.indexOf(level)) {
    return false
  }
  return fromMs === undefined || Date.parse(head.time) >= fromMs
}

function isOfRequest(text: string, id: string): boolean {
  // Most lines are of other requests, and to look for the id costs far less than to parse.
  if (!text.includes(id)) return false
  try {
    const { request_id, trace_id } = JSON.parse(text) as Record<string, unknown>
    return request_id === id || trace_id === id
  } catch {
    return false
  }
}
