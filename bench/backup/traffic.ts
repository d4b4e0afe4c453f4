import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** What people do meanwhile. */
export type Act = 'read' | 'search' | 'save'

/** What people have met. */
export interface Met {
  /** How long answers took in milliseconds, by what was asked. */
  readonly elapsed: Readonly<Record<Act, number[]>>
  /** Requests that were turned away, as the machine was too busy; they count in nothing else. */
  refused: number
}

/** Nothing yet. */
export const nothingMet = (): Met => ({ elapsed: { read: [], search: [], save: [] }, refused: 0 })

/** The status of an answer by which a service turns work away. */
const overloaded = 503

/** As many people ask at once. */
const people = 8
/** So long each thinks before the next request: about 200 requests a second come of them all. */
const thinkMs = 40
/** What each does in turn. */
const turns: readonly Act[] = ['read', 'search', 'read', 'save']

export interface TrafficOptions {
  readonly url: string
  /** Words that prompts have. */
  readonly words: readonly string[]
  /** How many prompts there are, named `prompt-0` and so on. */
  readonly prompts: number
  readonly random: () => number
}

/**
 * Lets people read, search and save until `isOver` settles, and adds what they meet. Rejects when an answer
 * is an error.
 */
export async function traffic(
  options: TrafficOptions,
  isOver: Promise<unknown>,
  met: Met,
): Promise<void> {
  let goesOn = true
  const agent = new Agent({ keepAlive: true })
  const comeAndAsk = async (number: number) => {
    for (let turn = number; goesOn; turn += 1) {
      const act = turns[turn % turns.length] ?? 'read'
      const startedMs = performance.now()
      const status = await ask(act, options, agent)
      if (status === overloaded) met.refused += 1
      else if (status === 200) met.elapsed[act].push(performance.now() - startedMs)
      else throw new Error(`To ${act} was answered ${status}.`)
      await pause(thinkMs)
    }
  }
  const all = Promise.all(Array.from({ length: people }, (_, number) => comeAndAsk(number)))
  try {
    await Promise.race([isOver, all])
  } finally {
    goesOn = false
    await all.finally(() => agent.destroy())
  }
}

function ask(
  act: Act,
  { url, words, prompts, random }: TrafficOptions,
  agent: Agent,
): Promise<number | undefined> {
  const somePrompt = `${url}/api/v1/prompts/prompt-${Math.floor(random() * prompts)}`
  if (act === 'read') return send(agent, 'GET', somePrompt)
  if (act === 'save') return send(agent, 'PATCH', somePrompt, { content: `Saved ${random()}.` })
  const word = words[1_000 + Math.floor(random() * 1_000)]
  return send(agent, 'GET', `${url}/api/v1/prompts?q=${word}`)
}

/** Resolves to the status when the whole answer is there. */
function send(
  agent: Agent,
  method: string,
  url: string,
  body?: object,
): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', 'if-match': '*' }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    sent.on('error', reject)
    sent.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
