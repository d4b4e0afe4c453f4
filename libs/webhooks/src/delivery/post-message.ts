import { lookup as lookUpName } from 'node:dns/promises'
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import type { LookupFunction } from 'node:net'
import { PromptBinError } from '@promptbin/errors'
import type { AllowedNetworks } from '../address/judge-address.ts'
import { type Lookup, resolveOnce } from '../address/resolve-once.ts'
import { webhookUnreachable } from '../errors.ts'

export interface PostOptions {
  readonly url: URL
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  readonly allowed: AllowedNetworks
  /** By what names are resolved; the system's unless told. */
  readonly lookup?: Lookup
  /** Aborted when it has taken too long, or is not wanted any more. */
  readonly signal: AbortSignal
}

/** What the receiver has said. */
export interface PostAnswer {
  readonly status: number
  /** The header `Retry-After`, as it is. */
  readonly retryAfter: string | undefined
}

/** An answer says nothing that we want to know; as much of it is read, so that its sender can end it. */
const mostAnswerBytes = 64 * 1024

/** IPv4 first, as many networks have IPv6 only by name. */
const systemLookup: Lookup = (hostname) => lookUpName(hostname, { all: true, order: 'ipv4first' })

/**
 * Sends a message once. Its host is resolved once and connected to at what that gave, over a
 * connection of its own; a redirection is an answer like any other and is not followed. Throws
 * `PB_WEBHOOK_ADDRESS_REFUSED`, and `PB_WEBHOOK_UNREACHABLE` where no answer came.
 */
export async function postMessage(options: PostOptions): Promise<PostAnswer> {
  const { url, body, headers, allowed, signal, lookup = systemLookup } = options
  try {
    const addresses = await unlessAborted(resolveOnce(url, { lookup, allowed }), signal)
    const send = url.protocol === 'https:' ? (await import('node:https')).request : request
    const settings: RequestOptions = {
      method: 'POST',
      agent: false,
      signal,
      lookup: answering(addresses),
      headers: {
        'user-agent': 'PromptBin',
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    }
    return await exchange(send(url, settings), body)
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw webhookUnreachable.with({ cause }, url.host, inWords(cause, signal))
  }
}

/** Resolves every name to what is known already. */
function answering(addresses: Awaited<ReturnType<Lookup>>): LookupFunction {
  const [first] = addresses
  return (_hostname, { all }, callback) => {
    if (all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

async function exchange(sending: ClientRequest, body: string): Promise<PostAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  sending.once('response', resolve).on('error', reject)
  sending.end(body)
  const answer = await promise
  const { statusCode: status = 0, headers } = answer
  await readAway(answer)
  return { status, retryAfter: headers['retry-after'] }
}

/** Whether it comes to its end makes no difference: the status was the answer. */
async function readAway(answer: IncomingMessage): Promise<void> {
  let bytes = 0
  try {
    for await (const part of answer) {
      bytes += part.length
      if (bytes > mostAnswerBytes) return
    }
  } catch {
    // The status is known.
  }
}

/** A name server that says nothing cannot be aborted, only be left. */
async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = () => reject(signal.reason)
  signal.addEventListener('abort', leave)
  try {
    signal.throwIfAborted()
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}

function inWords(cause: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'no answer in time'
  const { code, message } = Object(cause)
  return String(code ?? message)
}
