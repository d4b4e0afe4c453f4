import { Agent, get } from 'node:http'
import { setTimeout } from 'node:timers/promises'

/** How long requests took, in milliseconds. */
export interface Times {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** How often the loop is asked whether it is free, in milliseconds. */
const probeEveryMs = 2

/** What was measured of one kind of question. */
export interface Measured {
  readonly times: Times
  /** The bytes of the last answer. */
  readonly bytes: number
}

/** Fetches one URL over a connection that stays open; resolves to the bytes of the answer. */
export async function fetchOnce(url: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve(bytes)
        else reject(new Error(`${url} answered ${response.statusCode}.`))
      })
    })
    request.on('error', reject)
  })
}

/** Asks a number of questions one after the other. */
export async function measure(
  origin: string,
  next: () => string,
  count: number,
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const elapsed: number[] = []
  let bytes = 0
  try {
    for (let i = 0; i < count; i++) {
      const url = origin + next()
      elapsed.push(
        await timed(async () => {
          bytes = await fetchOnce(url, agent)
        }),
      )
    }
  } finally {
    agent.destroy()
  }
  return { times: timesOf(elapsed), bytes }
}

/**
 * How long `/livez` takes, which only the loop answers, while questions are asked. Questions are
 * timed without it: to be asked every other millisecond is work for a server too.
 */
export async function measureLoop(
  origin: string,
  next: () => string,
  count: number,
): Promise<Times> {
  const watched = watchLoop(origin)
  try {
    await measure(origin, next, count)
  } finally {
    await watched.stop()
  }
  return timesOf(watched.probed)
}

/** Asks for what the loop alone answers, again and again, until `stop`. */
function watchLoop(origin: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const probed: number[] = []
  let isStopped = false
  const watching = (async () => {
    while (!isStopped) {
      probed.push(await timed(() => fetchOnce(`${origin}/livez`, agent)))
      await setTimeout(probeEveryMs)
    }
  })()
  const stop = async () => {
    isStopped = true
    await watching
    agent.destroy()
  }
  return { probed, stop }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** The percentiles of what was measured. */
export function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

/** The median of each figure over several runs. */
export function medianOf(runs: readonly Times[]): Times {
  const middle = (values: readonly number[]) => timesOf(values).p50
  return {
    p50: middle(runs.map(({ p50 }) => p50)),
    p99: middle(runs.map(({ p99 }) => p99)),
    max: middle(runs.map(({ max }) => max)),
  }
}
