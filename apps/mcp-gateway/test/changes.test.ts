import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { type Listener, listenerKinds } from './listeners.ts'
import { openSession } from './session.ts'
import { startWeb, type Web } from './web.ts'
import { modernRequest, post } from './wire.ts'

let web: Web
/** Two workers over one library. */
let gateways: readonly Gateway[]
const listeners: Listener[] = []

beforeAll(async () => {
  web = await startWeb()
  await web.save({ name: 'watched', title: 'Watched', content: 'Hello', folder: 'work' })
  await web.save({ name: 'other', title: 'Other', content: 'Hello' })
  const profiles = [{ name: 'work', folder: 'work', readOnly: false }]
  gateways = await Promise.all([1, 2].map(() => startGateway({ webUrl: web.url, profiles })))
  await followed()
})

afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()))
})

afterAll(async () => {
  for (const gateway of gateways ?? []) await gateway.stop()
  await web?.stop()
})

/** Waits until every worker hears of what happens to the library. */
async function followed(): Promise<void> {
  for (const { url } of gateways) {
    await vi.waitFor(async () => {
      const status = await fetch(new URL('/mcp-status', url))
      expect(await status.json()).toMatchObject({ feed: { live: true } })
    })
  }
}

const uriOf = (name: string) => `promptbin://prompts/${name}`

/** Saves a new text of a prompt, as the page does. */
async function change(name: string): Promise<void> {
  const response = await fetch(new URL(`/api/v1/prompts/${name}`, web.url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content: `Hello ${crypto.randomUUID()}` }),
  })
  expect(response.status).toBe(200)
}

const methodsOf = ({ told }: Listener) => new Set(told.map(({ method }) => method))

describe.each(listenerKinds)('$title', ({ listen }) => {
  async function listening(gateway: number, ...uris: string[]): Promise<Listener> {
    const listener = await listen(gateways[gateway]?.url ?? '', uris)
    listeners.push(listener)
    return listener
  }

  test('hears through every worker of what was saved in the page', async () => {
    const both = [await listening(0, uriOf('watched')), await listening(1, uriOf('watched'))]
    await change('watched')
    for (const listener of both) {
      await expect
        .poll(() => [...methodsOf(listener)].sort(), { interval: 5 })
        .toEqual([
          'notifications/prompts/list_changed',
          'notifications/resources/list_changed',
          'notifications/resources/updated',
        ])
    }
  })

  test('is told of the resources that it follows and of no other', async () => {
    const listener = await listening(0, uriOf('watched'), 'promptbin://list-prompts')
    await change('other')
    await change('watched')
    const updated = () => listener.told.flatMap(({ uri }) => uri ?? [])
    await expect.poll(updated).toContain(uriOf('watched'))
    expect(new Set(updated())).toEqual(new Set([uriOf('watched'), 'promptbin://list-prompts']))
  })
})

test('many changes at once are told in few messages', async () => {
  const [gateway] = gateways
  const [kind] = listenerKinds
  const listener = await kind?.listen(gateway?.url ?? '', [uriOf('watched')])
  if (!listener) throw new Error('no listener')
  listeners.push(listener)
  const count = 40
  await Promise.all(Array.from({ length: count }, () => change('other')))
  await change('watched')
  await expect.poll(() => listener.told.some(({ uri }) => uri === uriOf('watched'))).toBe(true)
  const lists = listener.told.filter(({ method }) => method.includes('prompts/list_changed'))
  expect(lists.length).toBeLessThan(count)
})

test('a change reaches a client within 100 ms, the best of ten', async () => {
  const [kind] = listenerKinds
  const listener = await kind?.listen(gateways[1]?.url ?? '', [uriOf('watched')])
  if (!listener) throw new Error('no listener')
  listeners.push(listener)
  const times: number[] = []
  for (let round = 0; round < 10; round++) {
    listener.told.length = 0
    const saved = change('watched').then(() => performance.now())
    await expect.poll(() => listener.told.length, { interval: 1 }).toBeGreaterThan(0)
    const heard = performance.now()
    times.push(heard - (await saved))
  }
  expect(Math.min(...times)).toBeLessThan(100)
})

test('who follows a part of the library is not told of a prompt outside of it', async () => {
  const session = await openSession(gateways[0]?.url ?? '', { path: '/mcp/work' })
  for (const name of ['watched', 'other']) {
    const { message } = await session.ask('resources/subscribe', { uri: uriOf(name) }, name)
    expect(message.result).toEqual({})
  }
  const stream = await fetch(new URL('/mcp/work', gateways[0]?.url), {
    headers: { ...session.headers, accept: 'text/event-stream' },
  })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let told = ''
  await change('other')
  await change('watched')
  while (!told.includes(uriOf('watched'))) told += (await reader?.read())?.value ?? ''
  expect(told).not.toContain(uriOf('other'))
  await reader?.cancel()
})

test('a client may follow a thousand resources and no more', async () => {
  const uris = Array.from({ length: 1_001 }, (_, n) => `promptbin://prompts/p-${n}`)
  const [body, headers] = modernRequest('subscriptions/listen', {
    notifications: { resourceSubscriptions: uris },
  })
  const { status, message } = await post(gateways[0]?.url ?? '', body, headers)
  expect(status).toBe(429)
  expect(message).toMatchObject({
    id: 1,
    error: { code: -32602, data: { code: 'PB_MCP_SUBSCRIPTIONS_EXHAUSTED' } },
  })
})

test('what is advertised is kept, and what is not kept is not advertised', async () => {
  const stateless = await startGateway({ webUrl: web.url, hosting: { legacy: 'stateless' } })
  const ask = async (url: string) => {
    const params = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'a', version: '1' },
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params })
    const { message } = await post(url, body)
    return message.result?.['capabilities']
  }
  const kept = { prompts: { listChanged: true }, resources: { listChanged: true, subscribe: true } }
  expect(await ask(gateways[0]?.url ?? '')).toMatchObject(kept)
  const bare = (await ask(stateless.url)) as Record<string, object>
  expect([bare['prompts'], bare['resources']]).toEqual([{}, {}])
  await stateless.stop()
})
