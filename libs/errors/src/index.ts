export { defineError, type ErrorDefinition, type ErrorFactory } from './define-error.ts'
export { faultInWords, type SchemaFault } from './fault-words.ts'
export {
  type ErrorClass,
  type ErrorSeverity,
  type FieldError,
  PromptBinError,
  type RetryHint,
} from './promptbin-error.ts'
export { receivedError } from './received-error.ts'
