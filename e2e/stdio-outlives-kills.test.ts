import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'
import { Rest } from './rest.ts'
import {
  openStdioSession,
  type SaveOutcome,
  type StdioSession,
  sessionKinds,
} from './stdio-session.ts'

const kills = 20

let data: ReturnType<typeof createDataFolder>
let product: Product | undefined
let sessions: readonly StdioSession[]

beforeEach(() => {
  data = createDataFolder()
  sessions = []
})

afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()))
  await product?.stop()
  data.remove()
})

/** A client that reads and saves without a pause, both at once. */
class Busy {
  readonly #session: StdioSession
  readonly #diary: string
  /** Every text that was ever sent to be saved. */
  readonly saves = new Map<string, SaveOutcome>()
  answered = 0
  #isStopping = false
  readonly #loops: Promise<void>

  constructor(session: StdioSession, diary: string) {
    this.#session = session
    this.#diary = diary
    this.#loops = Promise.all([this.#read(), this.#read(), this.#save('a'), this.#save('b')]).then()
    // What fails is told by `stop`.
    this.#loops.catch(() => {})
  }

  /** Waits for the last answers. Throws what was not answered as promised. */
  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#loops
  }

  async #read(): Promise<void> {
    while (!this.#isStopping) {
      await this.#session.read()
      this.answered += 1
    }
  }

  async #save(hand: string): Promise<void> {
    for (let page = 0; !this.#isStopping; page++) {
      const text = `${hand} ${page}`
      this.saves.set(text, await this.#session.save(this.#diary, text))
    }
  }
}

/** Kills the gateway in the middle of everything, once that of before has been replaced. */
async function kill(killed: Set<number>, all: readonly Busy[]): Promise<void> {
  const before = all.map(({ answered }) => answered)
  await expect
    .poll(() => all.every(({ answered }, index) => answered > (before[index] ?? 0) + 2), {
      interval: 5,
      timeout: 60_000,
    })
    .toBe(true)
  await expect
    .poll(() => killed.has(product?.pidOf('mcp-gateway') ?? 0), { interval: 5, timeout: 60_000 })
    .toBe(false)
  const pid = product?.pidOf('mcp-gateway') ?? 0
  killed.add(pid)
  process.kill(pid, 'SIGKILL')
}

/** How often each text became a version. */
async function versionsOf(rest: Rest, name: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>()
  const { latest } = await rest.get(name)
  for (let n = 1; n <= latest; n++) {
    const text = await rest.textOf(name, n)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

const diaryOf = (index: number) => `diary-${index}`

/** Starts the product with what the clients use, and a session of every kind. */
async function prepare(spares: string): Promise<Rest> {
  product = await Product.start(data.path, {
    PROMPTBIN_LOGGING_LEVEL: 'warn',
    PROMPTBIN_SUPERVISOR_SPARES: spares,
  })
  const rest = new Rest(product.instance.web.url)
  const variables = [{ name: 'name' }]
  await rest.create({ name: 'greeting', title: 'Greeting', content: 'Hi {{name}}', variables })
  for (const index of sessionKinds.keys()) {
    await rest.create({ name: diaryOf(index), title: 'Diary', content: 'the first page' })
  }
  sessions = await Promise.all(sessionKinds.map((kind) => openStdioSession(kind, data.path)))
  return rest
}

/** Every save that was answered is there once; of the others nobody was told that they are. */
async function savedOnce(rest: Rest, busy: readonly Busy[]): Promise<void> {
  for (const [index, { saves }] of busy.entries()) {
    const versions = await versionsOf(rest, diaryOf(index))
    for (const [text, outcome] of saves) {
      const made = versions.get(text) ?? 0
      expect(outcome === 'saved' ? [1] : [0, 1], `${text}, ${outcome}`).toContain(made)
    }
  }
}

const startBusy = () => sessions.map((session, index) => new Busy(session, diaryOf(index)))

describe.each([
  ['with a warm spare', '1'],
  ['without a spare', '0'],
])('%s', (_title, spares) => {
  test(`${kills} kills of the gateway: every session lives, and everything is answered once`, async () => {
    const rest = await prepare(spares)
    const busy = startBusy()
    const killed = new Set<number>()
    for (let count = 0; count < kills; count++) await kill(killed, busy)
    await Promise.all(busy.map((each) => each.stop()))
    expect(killed.size).toBe(kills)
    await savedOnce(rest, busy)
    await followedStill(rest)
    expect(sessions.map(({ faults }) => faults)).toEqual(sessions.map(() => []))
  }, 240_000)
})

test('a reload in the middle of a session is noticed by nobody', async () => {
  const rest = await prepare('0')
  const busy = startBusy()
  const before = product?.instance.services.map(({ pid }) => pid)
  const reload = await run(['reload', '--data-dir', data.path])
  expect(reload.code, reload.stderr).toBe(0)
  await Promise.all(busy.map((each) => each.stop()))
  expect(before).not.toContain(product?.pidOf('mcp-gateway'))
  expect(busy.flatMap(({ saves }) => [...saves.values()])).not.toContain('unknown')
  await savedOnce(rest, busy)
  await followedStill(rest)
  expect(sessions.map(({ faults }) => faults)).toEqual(sessions.map(() => []))
}, 240_000)

/** What changes now is still told to everybody who followed it before the first kill. */
async function followedStill(rest: Rest): Promise<void> {
  for (const session of sessions) {
    // What was told after the last kill was told before the answer.
    await session.read()
    await session.read()
    session.told.length = 0
  }
  await rest.create({ title: 'One more', content: 'to be listed' })
  await rest.change('greeting', { content: 'Hello {{name}}' })
  for (const { told } of sessions) {
    for (const method of ['prompts/list_changed', 'resources/updated']) {
      await expect.poll(() => told, { timeout: 30_000 }).toContain(`notifications/${method}`)
    }
  }
}
