import { Agent, get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** What became of the requests of a load. */
export interface LoadReport {
  readonly answered: number
  /** Codes such as ECONNREFUSED, or the status of an answer that was none. */
  readonly failures: readonly string[]
  /** The processes that have answered. */
  readonly pids: ReadonlySet<number>
}

/** Some clients that ask without a pause, from now until `stop`. */
export interface Load {
  /** So far. */
  readonly report: LoadReport
  /** Settles when so many requests have been answered from now on. */
  answered(count: number): Promise<void>
  stop(): Promise<LoadReport>
}

export interface LoadOptions {
  readonly clients: number
  /** Whether a client keeps its connection, or opens a new one for each request. */
  readonly keepAlive: boolean
}

/** A few clients, each request on a connection of its own: the harder case for who takes over. */
const usual: LoadOptions = { clients: 4, keepAlive: false }

/**
 * Asks `/pid` again and again until the test is over, as a client that does not try again when it
 * fails.
 */
export function startLoad(url: string, { clients, keepAlive } = usual): Load {
  const agent = new Agent({ keepAlive, maxSockets: clients })
  const report = { answered: 0, failures: [] as string[], pids: new Set<number>() }
  let waiting: { readonly at: number; readonly resolve: () => void }[] = []
  let isOver = false

  const ask = async () => {
    try {
      const answer = await request(url, agent)
      const { pid } = JSON.parse(await text(answer))
      if (answer.statusCode === 200) report.pids.add(pid)
      else report.failures.push(String(answer.statusCode))
    } catch (error) {
      report.failures.push(String((error as NodeJS.ErrnoException).code ?? error))
    }
    report.answered += 1
    for (const { at, resolve } of waiting) if (report.answered >= at) resolve()
    waiting = waiting.filter(({ at }) => report.answered < at)
  }
  const client = async () => {
    while (!isOver) await ask()
  }
  const running = Array.from({ length: clients }, client)
  const stop = async () => {
    isOver = true
    await Promise.all(running)
    agent.destroy()
    return report
  }
  onTestFinished(async () => void (await stop()))
  return {
    report,
    answered: (count) =>
      new Promise((resolve) => waiting.push({ at: report.answered + count, resolve })),
    stop,
  }
}

async function request(url: string, agent: Agent): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  get(new URL('/pid', url), { agent }, resolve).once('error', reject)
  return promise
}
