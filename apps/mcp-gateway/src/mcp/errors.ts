import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server'
import { PromptBinError, type RetryHint } from '@promptbin/errors'

/** What an error of ours carries besides its message, for programs. */
export interface ErrorData {
  readonly code: string
  readonly hint: string
  /** Whether the same request may succeed a little later. */
  readonly retryable: boolean
  readonly retry: RetryHint
  /** Under which the log tells more. */
  readonly requestId?: string
  /** The resource that was asked for, as MCP wants it named. */
  readonly uri?: string
}

/** Whether a request may succeed a little later although nobody puts anything right. */
export const isRetryable = (retry: RetryHint) => retry !== 'never' && retry !== 'after-repair'

/** Which request failed. */
export interface FailedRequest {
  readonly requestId: string | undefined
  /** Of the resource, if it asked for one. */
  readonly uri?: unknown
}

/** All that is told of a defect. */
const unknownFailure = { code: 'PB_INTERNAL', hint: '', retryable: false, retry: 'never' } as const

/** The sentence for people and models: clients rarely show more than the message. */
export const wordsOf = ({ message, hint }: PromptBinError) => `${message} ${hint}`.trim()

/**
 * The error as it goes over the wire. A fault of the request is -32602, all else -32603; what it
 * is exactly says `data.code`. Nobody expected any other error, so nothing of it is told.
 */
export function toProtocolError(error: unknown, { requestId, uri }: FailedRequest): ProtocolError {
  if (error instanceof ProtocolError) return error
  const asked = { ...(requestId && { requestId }), ...(typeof uri === 'string' && { uri }) }
  if (!(error instanceof PromptBinError)) {
    const data: ErrorData = { ...unknownFailure, ...asked }
    return new ProtocolError(ProtocolErrorCode.InternalError, 'PromptBin failed.', data)
  }
  const { InvalidParams, InternalError } = ProtocolErrorCode
  const { code, hint, retry } = error
  const data: ErrorData = { code, hint, retryable: isRetryable(retry), retry, ...asked }
  return new ProtocolError(
    error.class === 'user' ? InvalidParams : InternalError,
    wordsOf(error),
    data,
  )
}
