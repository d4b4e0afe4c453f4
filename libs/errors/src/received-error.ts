import {
  type ErrorClass,
  type ErrorSeverity,
  type FieldError,
  PromptBinError,
  type RetryHint,
} from './promptbin-error.ts'

const severities: Readonly<Record<ErrorClass, ErrorSeverity>> = {
  user: 'info',
  transient: 'warning',
  permanent: 'error',
  internal: 'error',
}

const retryHints: readonly string[] = [
  'never',
  'same-request',
  'after-a-while',
  'after-a-look',
  'after-repair',
] satisfies RetryHint[]

/** What the status tells where the problem does not say its class (RFC 9110, RFC 6585, RFC 4918). */
function classOf(status: number): ErrorClass {
  if ([408, 429, 503, 504].includes(status)) return 'transient'
  if (status === 507) return 'permanent'
  return status < 500 ? 'user' : 'internal'
}

const isClass = (value: unknown): value is ErrorClass =>
  typeof value === 'string' && Object.hasOwn(severities, value)

const isRetryHint = (value: unknown): value is RetryHint =>
  typeof value === 'string' && retryHints.includes(value)

const isField = (value: unknown): value is FieldError => {
  const { pointer, message } = (value ?? {}) as Partial<Record<string, unknown>>
  return typeof pointer === 'string' && typeof message === 'string'
}

/**
 * The error that another process of ours tells of (RFC 9457 with PromptBin's members), as it was
 * thrown there; `undefined` if `problem` is none. How loudly it is reported here its class decides.
 */
export function receivedError(
  status: number,
  problem: unknown,
  cause?: unknown,
): PromptBinError | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined
  const { code, detail, hint, errors, class: told, retry } = problem as Record<string, unknown>
  if (typeof code !== 'string' || typeof detail !== 'string') return undefined
  const kind = isClass(told) ? told : classOf(status)
  return new PromptBinError({
    code,
    status,
    class: kind,
    severity: severities[kind],
    message: detail,
    hint: typeof hint === 'string' ? hint : '',
    ...(isRetryHint(retry) && { retry }),
    fields: Array.isArray(errors) ? errors.filter(isField) : [],
    cause,
  })
}
