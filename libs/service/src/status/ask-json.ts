import { get, type IncomingMessage } from 'node:http'

/** An answer in JSON; `body` is undefined where it is none. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** For the whole answer. */
  readonly deadlineMs: number
}

/** No status of a service is longer. */
const mostCharacters = 1024 * 1024

/**
 * Asks a service of ours over HTTP, with a deadline. Not with `fetch`, which takes
 * 10 MB. Rejects with what the connection says, or an `AbortError`.
 */
export async function askJson(url: string, options: AskOptions): Promise<JsonAnswer> {
  const { headers = {}, deadlineMs } = options
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const signal = AbortSignal.timeout(deadlineMs)
  get(url, { agent: false, headers, signal }, resolve).once('error', reject)
  const answer = await promise
  let text = ''
  answer.setEncoding('utf8')
  for await (const part of answer) if (text.length < mostCharacters) text += part
  return { status: answer.statusCode ?? 0, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
