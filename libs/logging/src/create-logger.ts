import { type Logger, pino } from 'pino'
import type { RequestContext } from './context/request-context.ts'
import { describeError } from './describe-error.ts'
import { countLine } from './line/line-counts.ts'
import { timeField } from './line/line-time.ts'
import { rememberLine } from './line/recent-events.ts'
import { type RequestOutcome, requestFields, requestLine } from './line/request-line.ts'
import type { LogLevel } from './log-level.ts'
import { standardOutput } from './patient-output.ts'
import { prettyLine } from './pretty/pretty-line.ts'
import { currentRequestFields, runInRequest } from './request-id.ts'
import { maskSecrets } from './secrets.ts'

export type { Logger } from 'pino'

/** Where finished lines go; `process.stderr` is one. */
export interface LogDestination {
  write(line: string): unknown
}

export interface LoggerOptions {
  readonly service: string
  readonly version: string
  readonly level: LogLevel
  /** JSON by default, which programs read; pretty is for people. */
  readonly format?: 'json' | 'pretty'
  /** Standard output by default. Over stdio MCP owns that, and logs go to `process.stderr`. */
  readonly destination?: LogDestination
}

/**
 * JSON lines with `time` (ISO 8601, UTC), `level` as a word, `service`, `pid`, `version`, and
 * `request_id`, `trace_id` and `span_id` of the request that is being worked for. Secrets are masked in
 * the finished line. The level may be changed at any time, by setting `level`.
 */
export function createLogger(options: LoggerOptions): Logger {
  const { service, version, level, format = 'json', destination = standardOutput() } = options
  const base = { service, pid: process.pid, version }
  const logger = pino(
    {
      level,
      base,
      timestamp: timeField,
      formatters: { level: (label) => ({ level: label }) },
      mixin: currentRequestFields,
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: { streamWrite: format === 'json' ? finishLine : finishPrettyLine },
    },
    destination,
  )
  if (format === 'json') {
    outputs.set(logger, { head: `,${JSON.stringify(base).slice(1, -1)}`, destination })
  }
  return logger
}

/** Where the lines go of loggers that write JSON, and what each has after its time. */
const outputs = new WeakMap<
  Logger,
  { readonly head: string; readonly destination: LogDestination }
>()

/** Logs a request that is over; the same as with `requestFields` within it, and much cheaper. */
export function logRequest(
  logger: Logger,
  level: 'info' | 'debug',
  context: RequestContext,
  outcome: RequestOutcome,
): void {
  if (!logger.isLevelEnabled(level)) return
  const output = outputs.get(logger)
  if (output === undefined) {
    runInRequest(context, () => logger[level](requestFields(outcome), 'request'))
    return
  }
  const line = requestLine(level, output.head, context, outcome)
  countLine(line)
  rememberLine(line)
  output.destination.write(line)
}

function finishLine(line: string): string {
  countLine(line)
  const masked = maskSecrets(line)
  rememberLine(masked)
  return masked
}

/** Secrets are masked while the line is still JSON, by the names of its fields. */
function finishPrettyLine(line: string): string {
  return `${prettyLine(finishLine(line))}\n`
}
