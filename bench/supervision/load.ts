import { Agent } from 'node:http'
import { ask, type Outcome } from './ask.ts'

/** Each sends its next request when the last one has ended. */
const connections = 8

/** What came of many requests. */
export interface Load {
  readonly requests: number
  readonly seconds: number
  readonly failed: readonly Outcome[]
}

export interface LoadOptions {
  readonly url: string
  /** At least so many; then on until what happens meanwhile is over. */
  readonly requests: number
  readonly keepAlive: boolean
  /** What happens meanwhile. */
  readonly meanwhile: (progress: Progress) => Promise<void>
}

/** How far the requests are. */
export interface Progress {
  /** Settles when so many have been sent. */
  whenSent(requests: number): Promise<void>
}

class Counter implements Progress {
  sent = 0
  readonly #waiting = new Map<number, () => void>()

  count(): void {
    this.sent += 1
    this.#waiting.get(this.sent)?.()
  }

  whenSent(requests: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.sent >= requests) resolve()
      else this.#waiting.set(requests, resolve)
    })
  }
}

/** Keeps a server busy while something happens to it. */
export async function loadWhile(options: LoadOptions): Promise<Load> {
  const { url, requests, keepAlive, meanwhile } = options
  const agent = keepAlive ? new Agent({ keepAlive, maxSockets: connections }) : undefined
  const failed: Outcome[] = []
  const started = performance.now()
  const counter = new Counter()
  let isOver = false
  const askOn = async () => {
    while (counter.sent < requests || !isOver) {
      counter.count()
      const outcome = await ask(url, { agent })
      if (outcome.fault !== undefined) failed.push(outcome)
    }
  }
  const happening = meanwhile(counter).finally(() => {
    isOver = true
  })
  try {
    await Promise.all([happening, ...Array.from({ length: connections }, askOn)])
  } finally {
    agent?.destroy()
  }
  return { requests: counter.sent, seconds: (performance.now() - started) / 1_000, failed }
}
