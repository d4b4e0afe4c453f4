export { RequestContext, type RequestPart } from './context/request-context.ts'
export {
  formatTraceparent,
  parseSpanContext,
  SAMPLED,
  type SpanContext,
} from './context/span-context.ts'
export {
  createLogger,
  type LogDestination,
  type Logger,
  type LoggerOptions,
  logRequest,
} from './create-logger.ts'
export { LogFile, type LogFileOptions } from './file/log-file.ts'
export { LOG_FILE_NAME, type LogPart, listLogParts } from './file/log-parts.ts'
export type { LogLimits, Rotation } from './file/rotation.ts'
export { logLineCount } from './line/line-counts.ts'
export { type RecentEvent, recentEvents } from './line/recent-events.ts'
export { type RequestOutcome, requestFields, requestLinePattern } from './line/request-line.ts'
export { isLogLevel, LOG_LEVELS, type LogLevel } from './log-level.ts'
export { linesLostAtStandardOutput } from './patient-output.ts'
export { prettyLine } from './pretty/pretty-line.ts'
export { stripControls } from './pretty/strip-controls.ts'
export {
  currentRequest,
  currentRequestFields,
  currentRequestId,
  currentTraceId,
  isRequestId,
  newRequestId,
  runInRequest,
  runWithRequestId,
} from './request-id.ts'
export { maskSecrets } from './secrets.ts'
