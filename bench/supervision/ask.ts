import { type Agent, get } from 'node:http'

/** What became of a request; times are those of `performance.now`. */
export interface Outcome {
  readonly sentAt: number
  readonly endedAt: number
  /** What is wrong; undefined: it was answered. */
  readonly fault: string | undefined
}

/** Nobody listens. */
export const refused = 'refused'

export interface AskOptions {
  /** Keeps connections; without it each request has its own. */
  readonly agent?: Agent | undefined
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined
}

/** Nobody waits longer: what was handed to a process that is dead would never be answered. */
const timeoutMs = 3_000

function faultOf(error: NodeJS.ErrnoException): string {
  return error.code === 'ECONNREFUSED' ? refused : (error.code ?? error.message)
}

/** Asks once. */
export function ask(url: string, { agent, signal }: AskOptions = {}): Promise<Outcome> {
  const sentAt = performance.now()
  return new Promise((resolve) => {
    const end = (fault?: string) => resolve({ sentAt, endedAt: performance.now(), fault })
    const request = get(url, { agent: agent ?? false, timeout: timeoutMs, signal }, (response) => {
      response.on('error', (error) => end(faultOf(error)))
      response.on('end', () => {
        end(response.statusCode === 200 ? undefined : `status ${response.statusCode}`)
      })
      response.resume()
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => end(faultOf(error)))
  })
}
