import {
  Agent,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
  request,
} from 'node:http'
import { sinkUnavailable } from '../../errors.ts'

/** What the other side has said. */
export interface PostAnswer {
  readonly status: number
  /** At most the first 64 KiB. */
  readonly text: string
}

/** Sends bodies of JSON to one address, over one connection that is kept. */
export interface Poster {
  /** Rejects with `PB_LOG_SINK_UNAVAILABLE` where it is worth sending it again later. */
  post(body: string, signal: AbortSignal): Promise<PostAnswer>
  close(): void
}

export interface PosterOptions {
  readonly name: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
}

type HttpModule = {
  readonly Agent: new (options: { keepAlive: boolean; maxSockets: number }) => Agent
  request(url: string, options: RequestOptions): ClientRequest
}

const mostAnswerBytes = 64 * 1024

/** With these the same body is refused again: 400, too large, of a wrong type, not understood. */
const refusals = [400, 413, 415, 422]

/** Whether the lines of this answer are lost for good. */
export function isRefusal({ status }: PostAnswer): boolean {
  return refusals.includes(status)
}

/** Not with `fetch`, which costs 10 MB; and TLS is loaded where it is used. */
export function createPoster({ name, url, headers }: PosterOptions): Poster {
  const load = async (): Promise<HttpModule> =>
    url.startsWith('https:') ? import('node:https') : { Agent, request }
  let agent: Agent | undefined
  return {
    async post(body, signal) {
      const http = await load()
      agent ??= new http.Agent({ keepAlive: true, maxSockets: 1 })
      const answer = await exchange(
        http.request(url, {
          method: 'POST',
          agent,
          signal,
          headers: {
            'user-agent': 'PromptBin',
            ...headers,
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          },
        }),
        body,
      ).catch((cause: Error) => {
        const why = signal.aborted ? 'no answer in time' : (Object(cause).code ?? cause.message)
        throw sinkUnavailable.with({ cause }, name, why)
      })
      if (answer.status < 300 || isRefusal(answer)) return answer
      throw sinkUnavailable(name, `it answers with status ${answer.status}`)
    },
    close() {
      agent?.destroy()
    },
  }
}

async function exchange(sending: ClientRequest, body: string): Promise<PostAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  sending.once('response', resolve).once('error', reject)
  sending.end(body)
  const answer = await promise
  let text = ''
  answer.setEncoding('utf8')
  // Read to its end, so that the connection can be used again.
  for await (const part of answer) if (text.length < mostAnswerBytes) text += part
  return { status: answer.statusCode ?? 0, text: text.slice(0, mostAnswerBytes) }
}
