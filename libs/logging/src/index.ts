export { RequestContext } from './context/request-context.ts'
export {
  formatTraceparent,
  parseSpanContext,
  SAMPLED,
  type SpanContext,
} from './context/span-context.ts'
export {
  createLogger,
  LOG_LEVELS,
  type LogDestination,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './create-logger.ts'
export { createLogFile, type LogFileOptions } from './log-file.ts'
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
