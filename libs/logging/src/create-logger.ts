import { type Logger, pino, stdTimeFunctions } from 'pino'
import { describeError } from './describe-error.ts'
import { countLine } from './line-counts.ts'
import type { LogLevel } from './log-level.ts'
import { standardOutput } from './patient-output.ts'
import { prettyLine } from './pretty/pretty-line.ts'
import { currentRequestFields } from './request-id.ts'
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
  const { service, version, level, format = 'json', destination } = options
  return pino(
    {
      level,
      base: { service, pid: process.pid, version },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: currentRequestFields,
      serializers: { err: (error: unknown) => describeError(error) },
      hooks: { streamWrite: format === 'json' ? finishLine : finishPrettyLine },
    },
    // Written at once: a buffer would lose the last lines before a SIGKILL, and is not faster.
    destination ?? standardOutput(),
  )
}

function finishLine(line: string): string {
  countLine(line)
  return maskSecrets(line)
}

/** Secrets are masked while the line is still JSON, by the names of its fields. */
function finishPrettyLine(line: string): string {
  return `${prettyLine(finishLine(line))}\n`
}
