import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type Duplex, duplexPair, PassThrough } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { portTaken } from '../errors.ts'
import { gatewayUnavailable } from './errors.ts'
import { Relay, type RelayTiming } from './relay.ts'

const relays: Relay[] = []

afterEach(() => {
  for (const relay of relays.splice(0)) relay.end()
})

/** A relay between streams of this process; `connect` gives it one connection after the other. */
function createRelay(connect: () => Promise<Duplex>, timing?: Partial<RelayTiming>) {
  const input = new PassThrough()
  const output = new PassThrough()
  const patience = { patienceMs: 60_000, lastAnswersMs: 60_000, ...timing }
  const relay = new Relay({ input, output, connect, timing: patience })
  relays.push(relay)
  const lines: string[] = []
  createInterface({ input: output })
    .on('line', (line) => lines.push(line))
    .on('error', () => {})
  /** The next answer that nobody has taken yet. */
  const answer = async () => {
    while (lines.length === 0) await once(output, 'data')
    return JSON.parse(lines.shift() ?? '')
  }
  const ask = (id: number) => input.write(`{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`)
  return { input, output, answer, ask, run: relay.run() }
}

/** A gateway that answers each line with the same id. */
function createGateway() {
  const [relaySide, gatewaySide] = duplexPair()
  createInterface({ input: gatewaySide }).on('line', (line) => {
    if (!gatewaySide.writable) return
    gatewaySide.write(
      `${JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(line).id, result: {} })}\n`,
    )
  })
  return { relaySide, gatewaySide }
}

test('it asks for a new connection when one breaks, and none when the client has gone', async () => {
  const gateways = [createGateway(), createGateway()]
  let connections = 0
  const { answer, ask, input, run } = createRelay(async () => {
    const { relaySide } = gateways[connections] ?? createGateway()
    connections += 1
    return relaySide
  })
  ask(1)
  expect(await answer()).toMatchObject({ id: 1 })
  gateways[0]?.gatewaySide.end()
  ask(2)
  expect(await answer()).toMatchObject({ id: 2 })
  input.end()
  await run
  expect(connections).toBe(2)
})

test('a message that is too long is refused, and the next one is served', async () => {
  const { answer, ask, input } = createRelay(async () => createGateway().relaySide)
  input.write(`{"jsonrpc":"2.0","id":1,"method":"${'x'.repeat(4 * 1024 * 1024)}"}\n`)
  expect(await answer()).toMatchObject({ id: null, error: { code: -32600 } })
  ask(2)
  expect(await answer()).toMatchObject({ id: 2, result: {} })
})

test('what was asked before the client closed its side is still answered', async () => {
  const { answer, ask, input, run } = createRelay(async () => createGateway().relaySide)
  ask(1)
  input.end()
  expect(await answer()).toMatchObject({ id: 1 })
  await run
})

test('but it does not wait for ever', async () => {
  const [silent] = duplexPair()
  const { ask, input, run } = createRelay(async () => silent, { lastAnswersMs: 1 })
  ask(1)
  input.end()
  await run
  expect(silent.destroyed).toBe(true)
})

test('it ends only when its client has taken all answers', async () => {
  const output = new PassThrough({ highWaterMark: 1 })
  const input = new PassThrough()
  const connect = async () => createGateway().relaySide
  const timing = { patienceMs: 60_000, lastAnswersMs: 60_000 }
  const relay = new Relay({ input, output, connect, timing })
  relays.push(relay)
  const run = relay.run()
  for (let id = 0; id < 50; id++) input.write(`{"jsonrpc":"2.0","id":${id},"method":"ping"}\n`)
  input.end()
  let hasEnded = false
  void run.then(() => {
    hasEnded = true
  })
  const [first] = (await once(output, 'readable').then(() => [output.read()])) as [Buffer]
  expect(hasEnded).toBe(false)
  let text = String(first)
  output.on('data', (chunk) => {
    text += chunk
  })
  await run
  expect(text.trim().split('\n')).toHaveLength(50)
})

test('a client that reads no more has gone', async () => {
  const { output, run } = createRelay(async () => createGateway().relaySide)
  output.destroy(new Error('EPIPE'))
  await run
})

test('a first start that cannot work ends it, with an answer to who has asked', async () => {
  const { answer, ask, run } = createRelay(async () => {
    await new Promise(setImmediate)
    throw portTaken('web.port', 5000, 'another process')
  })
  run.catch(() => {})
  ask(1)
  expect(await answer()).toMatchObject({ error: { data: { code: 'PB_PORT_TAKEN' } } })
  await expect(run).rejects.toMatchObject({ code: 'PB_PORT_TAKEN' })
})

test('when none comes for too long, requests are answered, and it goes on trying', async () => {
  let attempts = 0
  const connect = async () => {
    attempts += 1
    if (attempts < 4) throw gatewayUnavailable('it is away')
    return createGateway().relaySide
  }
  const { answer, ask } = createRelay(connect, { patienceMs: -1 })
  ask(1)
  expect(await answer()).toMatchObject({
    id: 1,
    error: { data: { code: 'PB_RELAY_UNAVAILABLE' } },
  })
  await expect.poll(() => attempts, { timeout: 30_000 }).toBe(4)
  ask(2)
  expect(await answer()).toMatchObject({ id: 2, result: {} })
})
