import { type Logger, pino, stdTimeFunctions } from 'pino'
import { describeError } from './describe-error.ts'
import { currentRequestFields } from './request-id.ts'
import { maskSecrets } from './secrets.ts'

export type { Logger } from 'pino'

/** From the most to the least talkative. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

/** Where finished lines go; `process.stderr` is one. */
export interface LogDestination {
  write(line: string): unknown
}

export interface LoggerOptions {
  readonly service: string
  readonly version: string
  readonly level: LogLevel
  /** Standard output by default. Over stdio MCP owns that, and logs go to `process.stderr`. */
  readonly destination?: LogDestination
}

const STANDARD_OUTPUT = 1

/**
 * JSON lines with `time` (ISO 8601, UTC), `level` as a word, `service`, `pid`, `version`, and
 * `request_id`, `trace_id` and `span_id` of the request that is being worked for. Secrets are masked in the finished line.
 */
export function createLogger({ service, version, level, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: { service, pid: process.pid, version },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: currentRequestFields,
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: { streamWrite: maskSecrets },
    },
    // Written at once: a buffer would lose the last lines before a SIGKILL, and is not faster.
    destination ?? pino.destination({ dest: STANDARD_OUTPUT, sync: true }),
  )
}
