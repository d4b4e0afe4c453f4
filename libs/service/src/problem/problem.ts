import { STATUS_CODES } from 'node:http'
import { type ErrorClass, type FieldError, PromptBinError, type RetryHint } from '@promptbin/errors'
import type { RequestContext } from '@promptbin/logging'
import { knownError } from './known-error.ts'

/** The media type of a problem (RFC 9457). */
export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8'

/**
 * A failure as clients see it, RFC 9457. `code` is what scripts rely on; the members
 * `hint`, `class`, `retry`, `requestId`, `traceId` and `errors` extend the format.
 */
export interface Problem {
  /** `about:blank`: the title says no more than the status does. */
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly hint: string
  readonly class: ErrorClass
  readonly retry: RetryHint
  readonly requestId: string
  /** Under which a tracing system has the request, if it was traced; logs have it in any case. */
  readonly traceId: string
  /** The refused fields; `pointer` is a JSON Pointer into the body, the query or the parameters. */
  readonly errors?: readonly FieldError[]
}

/** What may be told about any thrown value. Pure: it neither logs nor sends. */
export function toProblem(
  error: unknown,
  { requestId, traceId }: Pick<RequestContext, 'requestId' | 'traceId'>,
): Problem {
  const known = error instanceof PromptBinError ? error : knownError(error)
  return {
    type: 'about:blank',
    title: STATUS_CODES[known.status] ?? 'Error',
    status: known.status,
    detail: known.message,
    code: known.code,
    hint: known.hint,
    class: known.class,
    retry: known.retry,
    requestId,
    traceId,
    ...(known.fields.length > 0 && { errors: known.fields }),
  }
}
