import { PromptBinError } from '@promptbin/errors'
import {
  type AllowedNetworks,
  type AttemptOutcome,
  formatPayload,
  type Lookup,
  postMessage,
  readEndpointUrl,
  readRetryAfter,
  signMessage,
  type WebhookEvent,
} from '@promptbin/webhooks'
import type { Endpoint } from '../endpoints/endpoint.ts'
import type { Destination } from '../endpoints/endpoint-book.ts'
import type { Attempt } from '../outbox/delivery.ts'

export interface SendOnceOptions {
  readonly endpoint: Endpoint
  readonly destination: Destination
  readonly event: WebhookEvent
  readonly allowed: AllowedNetworks
  /** By what names are resolved; the system's unless told. */
  readonly lookup?: Lookup | undefined
  /** Aborted when nobody wants it to go on. */
  readonly signal: AbortSignal
}

/** What was tried, and what comes of it. */
export interface Sent {
  readonly outcome: Exclude<AttemptOutcome, { kind: 'held-back' }>
  readonly attempt: Attempt
}

/** A receiver is to note a message and answer, not to work on it. */
const timeoutMs = 20_000

/** The receiver wants nothing any more (RFC 9110 section 15.5.11). */
const gone = 410

/** Sends a message once, signed at that moment. Never throws: what goes wrong is what comes of it. */
export async function sendOnce(options: SendOnceOptions): Promise<Sent> {
  const { endpoint, destination, event, allowed, lookup } = options
  const nowMs = Date.now()
  const beganMs = performance.now()
  const at = new Date(nowMs).toISOString()
  const elapsed = () => Math.round(performance.now() - beganMs)
  try {
    const body = formatPayload(event, endpoint.format)
    const { secrets } = destination
    const { status, retryAfter } = await postMessage({
      // An administrator may have forbidden since what was allowed then.
      url: readEndpointUrl(destination.url, allowed),
      body,
      headers: signMessage({ id: event.id, sentAtMs: nowMs, body, secrets }),
      allowed,
      ...(lookup && { lookup }),
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]),
    })
    const attempt = { at, status, ms: elapsed() }
    if (status >= 200 && status < 300) {
      return { outcome: { kind: 'delivered' }, attempt: { ...attempt, error: null } }
    }
    const error = `It answered with status ${status}.`
    if (status === gone) return { outcome: { kind: 'gone' }, attempt: { ...attempt, error } }
    const retryAfterMs = readRetryAfter(retryAfter, Date.now())
    return { outcome: { kind: 'failed', retryAfterMs }, attempt: { ...attempt, error } }
  } catch (error) {
    const attempt = { at, status: null, ms: elapsed(), error: inWords(error) }
    return { outcome: { kind: 'failed', retryAfterMs: null }, attempt }
  }
}

function inWords(error: unknown): string {
  return error instanceof PromptBinError ? error.message : `It could not be sent: ${error}.`
}
