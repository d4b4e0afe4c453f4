/** Metadata and keys are some kilobytes; whatever is longer is neither. */
const maxBytes = 256 * 1024

/** Asks somebody elsewhere: `fetch`, or what takes its place in a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface BoundedFetchOptions {
  readonly timeoutMs: number
  readonly fetch?: Fetch | undefined
}

/**
 * `fetch` for what an authorization server publishes: bounded in time and size, and never led to
 * another address than the one that was configured. Rejects if any of that does not hold.
 */
export function createBoundedFetch({
  timeoutMs,
  fetch = globalThis.fetch,
}: BoundedFetchOptions): Fetch {
  return async (url, init) => {
    const timeout = AbortSignal.timeout(timeoutMs)
    const signal = init.signal ? AbortSignal.any([timeout, init.signal]) : timeout
    const response = await fetch(url, { ...init, redirect: 'error', signal })
    const { status, headers } = response
    return new Response(await readText(response), {
      status,
      headers: { 'content-type': headers.get('content-type') ?? '' },
    })
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes.`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text
}
