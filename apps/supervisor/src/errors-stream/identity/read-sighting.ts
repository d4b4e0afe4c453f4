import type { LogFields, LogLine } from '../../log/log-stream.ts'
import { type ErrorAdvice, readAdvice } from './error-advice.ts'
import { type ErrorContext, readContext } from './error-context.ts'
import {
  concealing,
  type ErrorIdentity,
  identifyError,
  type ReportedError,
} from './identify-error.ts'

/** One time that an error was reported. */
export interface Sighting extends ErrorIdentity {
  readonly service: string
  /** When the line was written, ISO 8601 in UTC. */
  readonly at: string
  /** The event of the line. */
  readonly event: string | null
  /** The message of the error as it was logged, cut to a bound. */
  readonly text: string
  readonly requestId: string | null
  readonly traceId: string | null
  readonly stack: string | null
  readonly context: ErrorContext
  /** Null for an error that is none of PromptBin's own. */
  readonly advice: ErrorAdvice | null
}

/** An error as a line reports it, with what it says of itself. */
interface AdvisedError extends ReportedError {
  readonly advice?: ErrorAdvice | null
}

const [longestText, longestStack] = [400, 2000]

/** Levels at which a line tells of an error, also without `err`. */
const errorLevels: ReadonlySet<string> = new Set(['error', 'fatal'])

/**
 * The error that a line tells of: one of level `error` or above, with `err`, or the last words of a
 * process that could not start; else undefined.
 */
export function readSighting(
  line: Pick<LogLine, 'time' | 'level' | 'service' | 'text' | 'fields'>,
): Sighting | undefined {
  const { level, service, text, time } = line
  // Nearly all lines end here: most are no errors, and looking for that in a text costs nothing.
  const mayTell = text.includes('"err":{') || text.includes('"msg":"PB_')
  if (!errorLevels.has(level) && !mayTell) return undefined
  const fields = line.fields()
  const error = reportedIn(fields, errorLevels.has(level))
  if (error === undefined) return undefined
  return {
    ...identifyError(error),
    service,
    at: time,
    event: asText(fields['event']) ?? null,
    text: error.message.slice(0, longestText),
    requestId: asId(fields['request_id']),
    traceId: asId(fields['trace_id']),
    stack: error.stack?.slice(0, longestStack) ?? null,
    context: readContext(fields),
    advice: error.advice ?? null,
  }
}

function reportedIn(fields: LogFields, isError: boolean): AdvisedError | undefined {
  const { err, event, msg, stream } = fields
  if (isObject(err)) return describedBy(err, asText(msg) ?? '')
  const lastWords = stream === 'stderr' ? readLastWords(asText(msg) ?? '') : undefined
  if (lastWords) return lastWords
  return isError ? { type: asText(event) ?? 'log', message: asText(msg) ?? '' } : undefined
}

/** What `exitWithError` of libs/service prints past every logger: the code and the message. */
function readLastWords(text: string): ReportedError | undefined {
  const [, code, message = ''] = /^(PB_[A-Z0-9_]{1,60}): (.*)$/s.exec(text) ?? []
  if (code === undefined) return undefined
  if (!concealing.has(code)) return { type: 'PromptBinError', message, code }
  const [, type = 'Error', said = message] = /^(\w{1,60}): (.*)$/s.exec(message) ?? []
  return { type, message: said }
}

/** What `err` of libs/logging says; where it only wraps a cause, what that says. */
function describedBy(err: LogFields, msg: string): AdvisedError {
  const { type, message, code, stack, cause } = err
  const isWrapper = typeof code === 'string' && concealing.has(code)
  // A chain of causes ends: it has been through JSON.
  if (isWrapper && isObject(cause)) return describedBy(cause, msg)
  return {
    type: asText(type) ?? 'Error',
    message: asText(message) ?? msg,
    code: asText(code),
    stack: asText(stack),
    advice: readAdvice(err),
  }
}

const isObject = (value: unknown): value is LogFields => typeof value === 'object' && value !== null

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

const asId = (value: unknown) => asText(value)?.slice(0, 64) ?? null
