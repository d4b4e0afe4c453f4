import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { receivedError } from '@promptbin/errors'

/** What a command asks a service for. */
export interface ServiceQuestion {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly contentType?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Readable
  /** Gives up; what is asked then throws an `AbortError`. */
  readonly signal?: AbortSignal
}

/**
 * Asks the API of a service of ours; the answer flows while the body still does, which `fetch` does
 * not promise. Throws the problem that it answers with (RFC 9457) as the error that it was there, and
 * what the connection throws.
 */
export async function askService(
  baseUrl: string,
  path: string,
  { method, contentType, headers, body = Readable.from([]), signal }: ServiceQuestion,
): Promise<IncomingMessage> {
  const sending = request(new URL(path, baseUrl), {
    method,
    headers: { ...headers, ...(contentType !== undefined && { 'content-type': contentType }) },
    agent: false,
    ...(signal && { signal }),
  })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  // An answer can come before the body is read to its end; then it says why, not the broken pipe.
  pipeline(body, sending).catch(() => {})
  const [answer] = await answered
  if (answer.statusCode?.toString().startsWith('2')) return answer
  try {
    throw await refusal(answer)
  } finally {
    sending.destroy()
  }
}

/** How a service is asked with a body of JSON. */
export interface JsonQuestion extends Pick<ServiceQuestion, 'headers'> {
  readonly method?: 'POST' | 'PUT' | 'PATCH'
}

/** Asks with a body of JSON, and reads the answer's. Throws what `askService` throws. */
export async function askServiceForJson(
  baseUrl: string,
  path: string,
  body: unknown,
  { method = 'POST', headers = {} }: JsonQuestion = {},
): Promise<unknown> {
  const question: ServiceQuestion = {
    method,
    headers,
    contentType: 'application/json',
    body: Readable.from([JSON.stringify(body)]),
  }
  return json(await askService(baseUrl, path, question))
}

async function refusal(answer: IncomingMessage): Promise<Error> {
  const { statusCode = 500 } = answer
  const problem: unknown = await json(answer)
  return receivedError(statusCode, problem) ?? new Error(`The answer has the status ${statusCode}.`)
}
