/**
 * Whose fault a failure is, which decides what to do next:
 * `user` fix the request, `transient` try again, `permanent` an operator must act,
 * `internal` a defect of PromptBin.
 */
export type ErrorClass = 'user' | 'transient' | 'permanent' | 'internal'

/** How loudly a failure is logged and reported. */
export type ErrorSeverity = 'info' | 'warning' | 'error' | 'critical'

/**
 * Whether and when the same request can be sent again:
 * `never` it fails again as it is, `same-request` at once, `after-a-while` in some seconds, or when
 * the answer's `Retry-After` says, `after-a-look` nobody knows whether it was carried out, so look
 * first, `after-repair` when whoever runs PromptBin has put something right.
 */
export type RetryHint = 'never' | 'same-request' | 'after-a-while' | 'after-a-look' | 'after-repair'

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
  /** By the class unless told. */
  readonly retry?: RetryHint
  /** What whoever runs PromptBin does about it; nothing unless told. */
  readonly operatorHint?: string
  readonly fields?: readonly FieldError[]
  readonly cause?: unknown
}

/** What holds for most failures of a class. */
const usualRetry: Readonly<Record<ErrorClass, RetryHint>> = {
  user: 'never',
  transient: 'after-a-while',
  permanent: 'after-repair',
  internal: 'never',
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
  readonly retry: RetryHint
  /** What whoever runs PromptBin does about it; empty if there is nothing to do. Goes to the log only. */
  readonly operatorHint: string
  readonly fields: readonly FieldError[]

  constructor(options: PromptBinErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code
    this.status = options.status
    this.class = options.class
    this.severity = options.severity
    this.hint = options.hint
    this.retry = options.retry ?? usualRetry[options.class]
    this.operatorHint = options.operatorHint ?? ''
    this.fields = options.fields ?? []
  }
}
