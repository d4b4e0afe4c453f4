import { setTimeout as pause } from 'node:timers/promises'
import { ask, type Outcome, refused } from './ask.ts'
import type { SupervisedServer } from './supervised-server.ts'

/** So often somebody new asks. */
const everyMs = 5

/** Who has asked before the next answer still gets so long to be answered too. */
const graceMs = 500

/** What came of one kill of the only worker. */
export interface Kill {
  /** From the kill to the end of the next answer. */
  readonly answeredAfterMs: number
  /** Until then. */
  readonly refused: number
  /** Requests of that time that were broken off, or never answered. */
  readonly broken: number
}

/** Asks again and again, without waiting for answers, until there is one. */
async function askUntilAnswered(url: string): Promise<readonly Outcome[]> {
  const asked: Promise<Outcome>[] = []
  const waiting = new AbortController()
  let isAnswered = false
  while (!isAnswered) {
    const outcome = ask(url, { signal: waiting.signal })
    asked.push(outcome)
    void outcome.then(({ fault }) => {
      isAnswered ||= fault === undefined
    })
    await pause(everyMs)
  }
  const patience = setTimeout(() => waiting.abort(), graceMs)
  const outcomes = await Promise.all(asked)
  clearTimeout(patience)
  return outcomes
}

/** Kills the only worker when everything is well, and asks until it is answered. */
export async function killAndAsk(server: SupervisedServer): Promise<Kill> {
  await server.whenWhole()
  const [pid] = await server.workers()
  if (pid === undefined) throw new Error(`${server.name} has no worker to kill.`)
  const killedAt = performance.now()
  process.kill(pid, 'SIGKILL')
  const outcomes = await askUntilAnswered(server.url)
  const answered = outcomes.filter(({ fault }) => fault === undefined)
  const refusals = outcomes.filter(({ fault }) => fault === refused).length
  return {
    answeredAfterMs: Math.min(...answered.map(({ endedAt }) => endedAt)) - killedAt,
    refused: refusals,
    broken: outcomes.length - answered.length - refusals,
  }
}
