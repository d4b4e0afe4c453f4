/**
 * Whose fault a failure is, which decides what to do next:
 * `user` fix the request, `transient` try again, `permanent` an operator must act,
 * `internal` a defect of PromptBin.
 */
export type ErrorClass = 'user' | 'transient' | 'permanent' | 'internal'

/** How loudly a failure is logged and reported. */
export type ErrorSeverity = 'info' | 'warning' | 'error' | 'critical'

/** One field that was refused; `pointer` is a JSON Pointer into the input (RFC 6901). */
export interface FieldError {
  readonly pointer: string
  readonly message: string
}

export interface PromptBinErrorOptions {
  readonly code: string
  readonly status: number
  readonly class: ErrorClass
  readonly severity: ErrorSeverity
  readonly message: string
  readonly hint: string
  readonly fields?: readonly FieldError[]
  readonly cause?: unknown
}

/**
 * A failure that a person or a program can act on. `message` says what went wrong and `hint` what
 * to do about it; both may be shown to a client, so they carry no secret, path or stack.
 */
export class PromptBinError extends Error {
  override readonly name = 'PromptBinError'
  readonly code: string
  /** The HTTP status that tells the same story (RFC 9110). */
  readonly status: number
  readonly class: ErrorClass
  readonly severity: ErrorSeverity
  readonly hint: string
  readonly fields: readonly FieldError[]

  constructor(options: PromptBinErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code
    this.status = options.status
    this.class = options.class
    this.severity = options.severity
    this.hint = options.hint
    this.fields = options.fields ?? []
  }
}
