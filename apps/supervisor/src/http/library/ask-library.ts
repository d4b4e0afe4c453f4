import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import type { Breaker } from '@promptbin/breaker'
import { type BreakerState, worstState } from '@promptbin/breaker/states'
import { PromptBinError } from '@promptbin/errors'
import { askService, type JsonQuestion, type ServiceQuestion } from '../ask-service.ts'
import { libraryTimeout, libraryUnavailable, libraryUnreachable } from './errors.ts'

/** Far more than prompt-web takes for what is mostly asked. */
const usualTimeoutMs = 10_000

/** It is asked now and then; of less than that within 10 s nothing is concluded. */
const leastCalls = 5

/** It is on this machine: when it is back, it is back soon. */
const resetTimeoutMs = 2_000

/** One for each prompt-web that this process asks: whoever asks learns from all who did. */
const breakers = new Map<string, Promise<Breaker>>()
const opened: Breaker[] = []

/** Whether prompt-web is asked at all. */
export function libraryBreakerState(): BreakerState {
  return worstState(opened.map((breaker) => breaker.state()))
}

/** Loaded when it is needed for the first time: most supervisors hardly ever ask. */
async function openBreaker(): Promise<Breaker> {
  const { createBreaker } = await import('@promptbin/breaker')
  const breaker = createBreaker({
    leastCalls,
    resetTimeoutMs,
    isFault: (error) => !(error instanceof PromptBinError) || error.status >= 500,
    unavailable: (cause, seconds) => libraryUnavailable.with({ cause }, seconds),
  })
  opened.push(breaker)
  return breaker
}

function breakerFor(baseUrl: string): Promise<Breaker> {
  const known = breakers.get(baseUrl) ?? openBreaker()
  breakers.set(baseUrl, known)
  return known
}

/**
 * Has prompt-web asked within the time and behind a breaker. Throws what it
 * refuses, and `PB_LIBRARY_UNREACHABLE`, `PB_LIBRARY_TIMEOUT`, `PB_LIBRARY_UNAVAILABLE`.
 */
async function guarded<Answer>(
  baseUrl: string,
  timeoutMs: number,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const breaker = await breakerFor(baseUrl)
  return breaker.run(async () => {
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      return await ask(signal)
    } catch (cause) {
      if (cause instanceof PromptBinError) throw cause
      throw signal.aborted
        ? libraryTimeout.with({ cause }, timeoutMs)
        : libraryUnreachable.with({ cause })
    }
  })
}

export interface LibraryQuestion extends Omit<ServiceQuestion, 'signal'> {
  /** 10 s unless told. */
  readonly timeoutMs?: number
}

/** Asks prompt-web and reads the answer's JSON; undefined if it has no content. See `guarded`. */
export function askLibrary(
  baseUrl: string,
  path: string,
  { timeoutMs = usualTimeoutMs, ...question }: LibraryQuestion,
): Promise<unknown> {
  return guarded(baseUrl, timeoutMs, async (signal) =>
    contentOf(await askService(baseUrl, path, { ...question, signal })),
  )
}

/** The same with a body of JSON. */
export function askLibraryWith(
  baseUrl: string,
  path: string,
  body: unknown,
  { method = 'POST', headers = {} }: JsonQuestion = {},
): Promise<unknown> {
  return guarded(baseUrl, usualTimeoutMs, async (signal) => {
    const sent = Readable.from([JSON.stringify(body)])
    const question = { method, headers, contentType: 'application/json', body: sent, signal }
    return contentOf(await askService(baseUrl, path, question))
  })
}

async function contentOf(answer: IncomingMessage): Promise<unknown> {
  if (answer.statusCode !== 204) return json(answer)
  answer.resume()
  return undefined
}
