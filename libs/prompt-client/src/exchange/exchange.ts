import { Pool } from 'undici'
import {
  libraryAnswerInvalid,
  libraryCallCancelled,
  libraryTimeout,
  libraryUnreachable,
} from '../errors.ts'
import { problemToError } from './problem.ts'

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
}

/** HTTP with one prompt-web over kept connections. */
export interface Exchange {
  /** Gives the parsed body of a successful answer, or throws the `PromptBinError` that tells why not. */
  send(attempt: Attempt): Promise<unknown>
  /** Resolves if any successful answer comes; its body does not matter. */
  probe(attempt: Attempt): Promise<void>
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly retryAfter: string | undefined
}

/** More than the gateway ever has under way; further requests wait, each within its deadline. */
const connections = 64

/** More than a page of the longest summaries; whatever is longer does not come from prompt-web. */
const maxAnswerBytes = 64 * 1024 * 1024

/** The way back takes time too, so prompt-web is told to give up a little before we do. */
const wayBackMs = 50

const succeeded = ({ status }: Answer) => status >= 200 && status < 300

const describe = ({ method, path }: Attempt) => `${method} ${path.split('?')[0]}`

function parseJson(attempt: Attempt, { status, type, text }: Answer): unknown {
  if (!/^application\/([a-z.-]+\+)?json\b/.test(type)) {
    throw libraryAnswerInvalid(describe(attempt), `status ${status}, type "${type}"`)
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw libraryAnswerInvalid.with({ cause }, describe(attempt), `status ${status}, broken JSON`)
  }
}

/** Opens the connections to the prompt-web at `baseUrl`. */
export function openExchange({ baseUrl }: { readonly baseUrl: string }): Exchange {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/$/, '')
  const pool = new Pool(origin, { connections, maxResponseSize: maxAnswerBytes })

  async function request(attempt: Attempt, signal: AbortSignal): Promise<Answer> {
    const hasBody = attempt.body !== undefined
    const { statusCode, headers, body } = await pool.request({
      method: attempt.method,
      path: prefix + attempt.path,
      headers: {
        ...attempt.headers,
        ...(hasBody && { 'content-type': 'application/json' }),
        'x-request-timeout-ms': String(Math.max(1, Math.floor(attempt.timeoutMs - wayBackMs))),
      },
      body: hasBody ? JSON.stringify(attempt.body) : null,
      signal,
    })
    const header = (name: string) => headers[name]?.toString()
    return {
      status: statusCode,
      type: header('content-type') ?? '',
      retryAfter: header('retry-after'),
      text: await body.text(),
    }
  }

  async function ask(attempt: Attempt): Promise<Answer> {
    // Every attempt has a signal of its own: a shared one would end innocent calls too.
    const timeout = AbortSignal.timeout(Math.ceil(attempt.timeoutMs))
    const signal = attempt.signal ? AbortSignal.any([timeout, attempt.signal]) : timeout
    try {
      return await request(attempt, signal)
    } catch (cause) {
      if (attempt.signal?.aborted) throw libraryCallCancelled.with({ cause })
      if (timeout.aborted) throw libraryTimeout.with({ cause }, Math.floor(attempt.timeoutMs))
      throw libraryUnreachable.with({ cause }, origin)
    }
  }

  return {
    send: async (attempt) => {
      const answer = await ask(attempt)
      const body = parseJson(attempt, answer)
      if (succeeded(answer)) return body
      const status = `status ${answer.status}`
      throw (
        problemToError(answer.status, body, answer.retryAfter) ??
        libraryAnswerInvalid(describe(attempt), status)
      )
    },
    probe: async (attempt) => {
      const answer = await ask(attempt)
      if (!succeeded(answer))
        throw libraryAnswerInvalid(describe(attempt), `status ${answer.status}`)
    },
    close: () => pool.destroy(),
  }
}
