import { Pool } from 'undici'
import type { PromptClientDescription } from '../description.ts'
import {
  libraryAnswerInvalid,
  libraryCallCancelled,
  libraryRequestGarbled,
  libraryTimeout,
  libraryUnreachable,
} from '../errors.ts'
import type { TracedAttempt } from './attempt-trace.ts'
import { isOfGarbled, problemToError } from './problem.ts'

/** One request to prompt-web. */
export interface Attempt {
  readonly method: 'GET' | 'POST' | 'PATCH'
  /** Path and query below the base URL. */
  readonly path: string
  readonly body?: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
  /** At least 1. */
  readonly timeoutMs: number
  /** Called when it is sent. */
  readonly trace?: () => TracedAttempt | undefined
}

/** A successful answer. */
export interface Answered {
  /** The parsed JSON; `undefined` if the answer has no content. */
  readonly body: unknown
  /** How long the JSON is, in characters. */
  readonly length: number
}

/** HTTP with one prompt-web over kept connections. */
export interface Exchange {
  /** Gives a successful answer, or throws the `PromptBinError` that tells why there is none. */
  send(attempt: Attempt): Promise<Answered>
  /** Resolves if any successful answer comes; its body does not matter. */
  probe(attempt: Attempt): Promise<void>
  describe(): PromptClientDescription['pool']
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly retryAfter: string | undefined
}

const poolOptions = {
  // More than the gateway ever has under way; further requests wait, each within its deadline.
  connections: 64,
  // One request at a time on a connection: behind a slow answer nobody else shall wait.
  pipelining: 1,
  // prompt-web is on this machine or in this network, where a second is far too long already.
  connect: { timeout: 1_000 },
  // Less than the 5 s after which Node's own server closes, in case an answer does not say.
  keepAliveTimeout: 4_000,
  keepAliveMaxTimeout: 60_000,
  // Every attempt has a timer of its own, for its whole time.
  headersTimeout: 0,
  bodyTimeout: 0,
  // More than a page of the longest summaries; whatever is longer does not come from prompt-web.
  maxResponseSize: 64 * 1024 * 1024,
} as const

/** The way back takes time too, so prompt-web is told to give up a little before we do. */
const wayBackMs = 50

const succeeded = ({ status }: Answer) => status >= 200 && status < 300

const nameOf = ({ method, path }: Attempt) => `${method} ${path.split('?')[0]}`

function parseJson(attempt: Attempt, { status, type, text }: Answer): unknown {
  if (status === 204) return undefined
  if (!/^application\/([a-z.-]+\+)?json\b/.test(type)) {
    throw libraryAnswerInvalid(nameOf(attempt), `status ${status}, type "${type.slice(0, 100)}"`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw libraryAnswerInvalid.with({ cause }, nameOf(attempt), `status ${status}, broken JSON`)
  }
}

/** Why prompt-web does not do what was asked. */
function refusalOf(attempt: Attempt, { status, retryAfter }: Answer, body: unknown) {
  const told = problemToError(status, body, retryAfter)
  if (told === undefined) return libraryAnswerInvalid(nameOf(attempt), `status ${status}`)
  if (!isOfGarbled(told)) return told
  return libraryRequestGarbled.with({ cause: told }, nameOf(attempt), told.message)
}

/** Aborts after a while, or with whoever asked; each attempt has its own, so none ends another. */
function limitsOf({ signal: asker, timeoutMs }: Attempt) {
  const controller = new AbortController()
  const end = () => controller.abort()
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    end()
  }, Math.ceil(timeoutMs))
  asker?.addEventListener('abort', end)
  if (asker?.aborted) end()
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    release: () => {
      clearTimeout(timer)
      asker?.removeEventListener('abort', end)
    },
  }
}

/** Where prompt-web is, and by what it knows who asks. */
export interface ExchangeOptions {
  readonly baseUrl: string
  readonly credential: Readonly<Record<string, string>>
}

/** Opens the connections to the prompt-web at `baseUrl`. */
export function openExchange({ baseUrl, credential }: ExchangeOptions): Exchange {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/$/, '')
  const pool = new Pool(origin, poolOptions)

  async function request(
    attempt: Attempt,
    traced: TracedAttempt | undefined,
    signal: AbortSignal,
  ): Promise<Answer> {
    const hasBody = attempt.body !== undefined
    const { statusCode, headers, body } = await pool.request({
      method: attempt.method,
      path: prefix + attempt.path,
      headers: {
        ...credential,
        ...attempt.headers,
        ...traced?.headers,
        ...(hasBody && { 'content-type': 'application/json' }),
        'x-request-timeout-ms': String(Math.max(1, Math.floor(attempt.timeoutMs - wayBackMs))),
      },
      body: hasBody ? JSON.stringify(attempt.body) : null,
      signal,
    })
    return {
      status: statusCode,
      type: headers['content-type']?.toString() ?? '',
      retryAfter: headers['retry-after']?.toString(),
      text: await body.text(),
    }
  }

  async function ask(attempt: Attempt): Promise<Answer> {
    const limits = limitsOf(attempt)
    const traced = attempt.trace?.()
    const toError = (cause: unknown) => {
      if (attempt.signal?.aborted) return libraryCallCancelled.with({ cause })
      if (limits.timedOut()) return libraryTimeout.with({ cause }, Math.floor(attempt.timeoutMs))
      return libraryUnreachable.with({ cause }, origin)
    }
    try {
      const answer = await request(attempt, traced, limits.signal)
      traced?.end({ status: answer.status })
      return answer
    } catch (cause) {
      const error = toError(cause)
      traced?.end({ errorCode: error.code })
      throw error
    } finally {
      limits.release()
    }
  }

  return {
    send: async (attempt) => {
      const answer = await ask(attempt)
      const body = parseJson(attempt, answer)
      if (succeeded(answer)) return { body, length: answer.text.length }
      throw refusalOf(attempt, answer, body)
    },
    probe: async (attempt) => {
      const answer = await ask(attempt)
      if (!succeeded(answer)) throw libraryAnswerInvalid(nameOf(attempt), `status ${answer.status}`)
    },
    describe: () => {
      const { connected, running, queued } = pool.stats
      return { connected, running, queued }
    },
    close: () => pool.destroy(),
  }
}
