import { get, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'

/** An answer with a JSON body; `body` is undefined when it has none. */
export interface JsonAnswer {
  readonly status: number
  readonly body: unknown
}

/** Whoever is asked here answers from memory, so one that needs longer hangs. */
const timeoutMs = 2000

/**
 * Asks a service of ours over loopback. Not with `fetch`: that takes 10 MB, in every process that
 * an AI client starts. Rejects when there is no answer in time.
 */
export async function getJson(
  path: string,
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const options = { agent: false, headers, signal: AbortSignal.timeout(timeoutMs) }
  get(new URL(path, baseUrl), options, resolve).once('error', reject)
  const answer = await promise
  const isJson = answer.headers['content-type']?.includes('json') ?? false
  if (!isJson) answer.resume()
  return { status: answer.statusCode ?? 0, body: isJson ? await json(answer) : undefined }
}
