import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin } from './product.ts'

const data = createDataFolder()
let product: Product

/** As many as the promise names; crashes come in between, evenly. */
const calls = 10_000
const crashes = 4
/** A client that sends without ever waiting would fill the relay's memory, and is told so. */
const window = 200

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_LOGGING_LEVEL: 'warn' })
  const saved = await fetch(new URL('/api/v1/prompts', product.instance.web.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'greeting',
      title: 'Greeting',
      content: 'Hello {{name}}',
      variables: [{ name: 'name' }],
    }),
  })
  expect(saved.status).toBe(201)
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

/** What becomes of a call, whatever crashes meanwhile. */
type Outcome = 'result' | 'error' | 'either'

interface Kind {
  readonly outcome: Outcome
  line(id: number): string
}

const asks = (outcome: Outcome, method: string, params: unknown = {}): Kind => ({
  outcome,
  line: (id) => JSON.stringify({ jsonrpc: '2.0', id, method, params }),
})

const kinds: readonly Kind[] = [
  asks('result', 'prompts/list'),
  asks('result', 'prompts/get', { name: 'greeting', arguments: { name: 'Ada' } }),
  asks('error', 'prompts/get', { name: 'nobody' }),
  asks('error', 'prompts/get', { name: 7 }),
  asks('error', 'prompts/list', { cursor: 'forged' }),
  asks('result', 'resources/list'),
  asks('result', 'resources/read', { uri: 'promptbin://prompts/greeting' }),
  asks('error', 'resources/read', { uri: 'promptbin://prompts/nobody' }),
  asks('result', 'resources/subscribe', { uri: 'promptbin://prompts/greeting' }),
  asks('result', 'tools/list'),
  // Read-only tools are asked again after a crash; the others are answered honestly.
  asks('result', 'tools/call', { name: 'search_prompts', arguments: { query: 'greeting' } }),
  asks('either', 'tools/call', { name: 'no_such_tool' }),
  asks('result', 'ping'),
  asks('error', 'nothing/known'),
  asks('error', 'prompts/get', 'no object'),
  { outcome: 'error', line: (id) => `{"jsonrpc":"2.0","id":${id}}` },
  { outcome: 'error', line: (id) => `{"jsonrpc":"1.0","id":${id},"method":"ping"}` },
]

/** Lines that belong to no request; each is answered once, without an id. */
const broken = ['{"jsonrpc":"2.0",', '[]', '{"jsonrpc":"2.0","id":null,"method":"ping"}', 'hello']

interface Answer {
  readonly jsonrpc?: unknown
  readonly id?: unknown
  readonly method?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

/** Talks to `promptbin mcp` and takes in every line that comes out. */
class Conversation {
  readonly #child: ChildProcessWithoutNullStreams
  readonly ended: Promise<unknown[]>
  readonly answers = new Map<number, Answer[]>()
  readonly notJsonRpc: string[] = []
  withoutId = 0
  #progress = Promise.withResolvers<void>()

  constructor() {
    this.#child = spawn(process.execPath, [promptbin, 'mcp', '--data-dir', data.path])
    this.#child.stderr.resume()
    this.ended = once(this.#child, 'exit')
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#take(line))
  }

  write(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  end(): void {
    this.#child.stdin.end()
  }

  /** Waits until so many requests are answered. */
  async answered(count: number): Promise<void> {
    while (this.answers.size < count) await this.#progress.promise
  }

  #take(line: string): void {
    const message = parse(line)
    if (message?.jsonrpc !== '2.0') this.notJsonRpc.push(line)
    else if (typeof message.id === 'number') {
      this.answers.set(message.id, [...(this.answers.get(message.id) ?? []), message])
    } else if (message.id === null) this.withoutId += 1
    else if (typeof message.method !== 'string') this.notJsonRpc.push(line)
    this.#progress.resolve()
    this.#progress = Promise.withResolvers<void>()
  }
}

function parse(line: string): Answer | undefined {
  try {
    return JSON.parse(line) as Answer
  } catch {
    return undefined
  }
}

/** Ends the gateway as a crash does, once the one before has been replaced. */
async function crash(killed: Set<number>): Promise<void> {
  await expect
    .poll(() => killed.has(product.pidOf('mcp-gateway')), { interval: 20, timeout: 30_000 })
    .toBe(false)
  const pid = product.pidOf('mcp-gateway')
  killed.add(pid)
  process.kill(pid, 'SIGKILL')
}

/** Makes the handshake and learns which tools only read. */
async function begin(conversation: Conversation): Promise<void> {
  const clientInfo = { name: 'stdio-stays-json-rpc', version: '1' }
  const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }
  conversation.write(asks('result', 'initialize', hello).line(0))
  await conversation.answered(1)
  conversation.write('{"jsonrpc":"2.0","method":"notifications/initialized"}')
  conversation.write(asks('result', 'tools/list').line(1))
  await conversation.answered(2)
}

const kindOf = (id: number) => kinds[id % kinds.length] as Kind

/** Sends all calls, and broken lines and crashes between them; gives how many lines were broken. */
async function converse(conversation: Conversation, killed: Set<number>): Promise<number> {
  const betweenCrashes = Math.floor(calls / (crashes + 1))
  let brokenSent = 0
  for (let id = 2; id < calls + 2; id++) {
    conversation.write(kindOf(id).line(id))
    if (id % 50 === 0) {
      conversation.write(broken[brokenSent % broken.length] ?? '')
      brokenSent += 1
    }
    if (id % betweenCrashes === 0 && killed.size < crashes) await crash(killed)
    if (id % window === 0) await conversation.answered(id - window)
  }
  await conversation.answered(calls + 2)
  return brokenSent
}

test('10,000 mixed calls with crashes in between: every line is JSON-RPC, every call is answered once', async () => {
  const conversation = new Conversation()
  const killed = new Set<number>()
  await begin(conversation)
  const brokenSent = await converse(conversation, killed)
  conversation.end()
  expect((await conversation.ended)[0]).toBe(0)

  expect(killed.size).toBe(crashes)
  expect(conversation.notJsonRpc).toEqual([])
  expect(conversation.withoutId).toBe(brokenSent)
  expect(conversation.answers.size).toBe(calls + 2)
  for (let id = 2; id < calls + 2; id++) {
    const { outcome, line } = kindOf(id)
    const answers = conversation.answers.get(id) ?? []
    expect(answers, `answers to ${line(id)}`).toHaveLength(1)
    const became = answers[0]?.error ? 'error' : 'result'
    const told = `${line(id)} → ${JSON.stringify(answers[0])}`
    expect(outcome === 'either' ? became : outcome, told).toBe(became)
  }
}, 120_000)
