export {
  createLogger,
  LOG_LEVELS,
  type LogDestination,
  type Logger,
  type LoggerOptions,
  type LogLevel,
} from './create-logger.ts'
export { createLogFile, type LogFileOptions } from './log-file.ts'
export { currentRequestId, isRequestId, newRequestId, runWithRequestId } from './request-id.ts'
export { maskSecrets } from './secrets.ts'
