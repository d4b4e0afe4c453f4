import { type PromptBinError, receivedError } from '@promptbin/errors'

/** The cause of an error after which prompt-web will answer again, and when (RFC 9110 Retry-After). */
export class AskedToWait extends Error {
  readonly waitMs: number

  constructor(waitMs: number) {
    super(`prompt-web asks to be left alone for ${waitMs} ms`)
    this.waitMs = waitMs
  }
}

/** What `Retry-After` asks for, if it does so in seconds, as prompt-web does. */
function askedToWait(retryAfter: string | undefined): AskedToWait | undefined {
  return retryAfter && /^\d{1,4}$/.test(retryAfter)
    ? new AskedToWait(Number(retryAfter) * 1_000)
    : undefined
}

/**
 * What prompt-web only says of a request that no client of ours has sent: it was altered on its way, or was
 * meant for something else. It tells nothing of what was asked for.
 */
const saysItWasGarbled: ReadonlySet<string> = new Set([
  'PB_REQUEST_MALFORMED',
  'PB_HEADERS_TOO_LARGE',
  'PB_ROUTE_NOT_FOUND',
  'PB_BODY_NOT_UTF8',
  'PB_BODY_NOT_JSON',
  'PB_DEADLINE_INVALID',
])

/** Whether prompt-web has got something else than was sent. */
export const isOfGarbled = ({ code }: PromptBinError): boolean => saysItWasGarbled.has(code)

/**
 * The error that prompt-web reported, as it was thrown there; `undefined` if `body` is none.
 * `retryAfter` is the header of that name, and is kept as the error's cause.
 */
export const problemToError = (
  status: number,
  body: unknown,
  retryAfter?: string,
): PromptBinError | undefined => receivedError(status, body, askedToWait(retryAfter))
