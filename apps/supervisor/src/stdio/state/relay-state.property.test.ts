import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type RelayAction, RelayState } from './relay-state.ts'

interface Sent {
  readonly id: number
  readonly method?: string
  readonly error?: unknown
}

/** A client that asks, and a gateway that serves in order and may die at any moment. */
class Play {
  readonly #relay = new RelayState()
  readonly #unserved: Sent[] = []
  #up = false
  asked = 0
  readonly toClient: Sent[] = []
  readonly atGateway: Sent[] = []

  readonly steps = {
    read: () => this.#ask({ method: 'prompts/get' }),
    save: () => this.#ask({ method: 'tools/call', params: { name: 'save_prompt' } }),
    serve: () => {
      const served = this.#unserved.shift()
      if (served) this.#perform(this.#relay.fromGateway(line({ id: served.id, result: {} })))
    },
    lose: () => {
      if (!this.#up) return
      this.#up = false
      this.#unserved.length = 0
      this.#perform(this.#relay.disconnected())
    },
    connect: () => {
      if (this.#up) return
      this.#up = true
      this.#perform(this.#relay.connected())
    },
  }

  /** Ends with a gateway that lives long enough to serve all. */
  finish(): this {
    this.steps.connect()
    while (this.#unserved.length > 0) this.steps.serve()
    return this
  }

  #ask(request: object): void {
    this.asked += 1
    this.#perform(this.#relay.fromClient(line({ id: this.asked, ...request })))
  }

  #perform(actions: readonly RelayAction[]): void {
    for (const action of actions) {
      if (action.to === 'client') this.toClient.push(JSON.parse(action.line))
      if (action.to !== 'gateway') continue
      this.atGateway.push(JSON.parse(action.line))
      this.#unserved.push(JSON.parse(action.line))
    }
  }
}

const line = (message: object) => JSON.stringify({ jsonrpc: '2.0', ...message })

type Step = keyof Play['steps']
const anySteps = fc.array(fc.constantFrom<Step>('read', 'save', 'serve', 'lose', 'connect'), {
  maxLength: 60,
})

function play(steps: readonly Step[]): Play {
  const all = new Play()
  for (const step of steps) all.steps[step]()
  return all.finish()
}

test('whenever the gateway dies, every request is answered exactly once', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const { asked, toClient } = play(steps)
      const ids = toClient.map(({ id }) => id).sort((a, b) => a - b)
      expect(ids).toEqual(Array.from({ length: asked }, (_, index) => index + 1))
    }),
    { numRuns: 2000 },
  )
})

test('whenever the gateway dies, no change is sent twice and no read is refused', () => {
  fc.assert(
    fc.property(anySteps, (steps) => {
      const { toClient, atGateway } = play(steps)
      const saves = atGateway.filter(({ method }) => method === 'tools/call').map(({ id }) => id)
      expect(new Set(saves).size).toBe(saves.length)
      const refused = toClient.filter(({ error }) => error).map(({ id }) => id)
      expect(saves).toEqual(expect.arrayContaining(refused))
    }),
    { numRuns: 2000 },
  )
})
