import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Receiver, startReceiver } from './receiver.ts'
import { aFailure, aRecovery, type Life, live, makePlace, type Place, until } from './telling.ts'

let place: Place
let receiver: Receiver
let life: Life

beforeEach(async () => {
  place = makePlace()
  receiver = await startReceiver()
  life = live(place)
})

afterEach(async () => {
  await life.end()
  await receiver.close()
  place.discard()
})

const typesReceived = () =>
  receiver.received.map(({ body }) => (JSON.parse(body) as { readonly type: string }).type)

test('what happened while nobody told anybody is told by the next life', async () => {
  await life.manager.book.create({ url: receiver.url }, 'local')
  await life.manager.stop()
  life.events.record(aFailure)
  await life.end()
  life = live(place)
  life.events.record(aRecovery)
  await until(() => life.counts.delivered === 2)
  expect(typesReceived()).toEqual(['service.failed', 'service.recovered'])
})

test('a message whose end was not noted is sent again, with the same id', async () => {
  await life.manager.book.create({ url: receiver.url }, 'local')
  const held = Promise.withResolvers<void>()
  receiver.answer({ status: 204, wait: held.promise })
  life.events.record(aFailure)
  await until(() => receiver.received.length === 1)
  await life.end()
  held.resolve()
  receiver.answer({ status: 204 })
  life = live(place)
  await until(() => life.counts.delivered === 1)
  const [first, second] = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect(second).toBe(first)
})

test('who came later is not told of what was before', async () => {
  life.events.record(aFailure)
  await life.manager.book.create({ url: receiver.url }, 'local')
  life.events.record({ ...aFailure, service: 'mcp-gateway' })
  await until(() => life.counts.delivered === 1)
  expect(receiver.received[0]?.body).toContain('mcp-gateway')
})

test('addresses and secrets stand nowhere, and what is kept is for its owner only', async () => {
  const url = `${receiver.url}/T0123/very-secret-path`
  const { secret } = await life.manager.book.create({ url }, 'local')
  await life.end()
  for (const folder of ['state', 'keys']) {
    for (const name of readdirSync(join(place.path, folder))) {
      const file = join(place.path, folder, name)
      const text = readFileSync(file, 'latin1')
      expect(text).not.toContain('very-secret')
      expect(text).not.toContain(secret)
      expect(statSync(file).mode & 0o077).toBe(0)
    }
  }
  life = live(place)
  const [kept] = life.manager.book.all
  expect(kept && life.manager.book.destinationOf(kept)).toEqual({ url, secrets: [secret] })
})

test('without its key nothing can be sent, which is told as such', async () => {
  const { endpoint } = await life.manager.book.create({ url: receiver.url }, 'local')
  await life.end()
  rmSync(join(place.path, 'keys'), { recursive: true })
  life = live(place)
  const told = await life.manager.test(endpoint.id)
  expect(told).toMatchObject({
    progress: { state: 'dead' },
    attempt: { status: null, error: expect.stringContaining('cannot be read') },
  })
  expect(receiver.received).toEqual([])
})

test('who is removed leaves nothing behind', async () => {
  const { endpoint } = await life.manager.book.create({ url: receiver.url }, 'local')
  await life.manager.test(endpoint.id)
  await life.manager.remove(endpoint.id)
  expect([life.manager.book.all, life.manager.outbox.all]).toEqual([[], []])
  await expect(life.manager.remove(endpoint.id)).rejects.toMatchObject({
    code: 'PB_WEBHOOK_NOT_FOUND',
  })
})

describe('changes of the library', () => {
  let web: Server
  let webUrl: string
  let asked: string[]
  let streams: ServerResponse[]
  let openings: object

  beforeEach(async () => {
    asked = []
    streams = []
    openings = { items: [], last: 7 }
    web = createServer(({ url = '' }, response) => {
      asked.push(url)
      if (url.startsWith('/api/v1/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
        streams.push(response)
      } else response.end(JSON.stringify(url.includes('openings') ? openings : { generation: 41 }))
    })
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`
    await life.end()
    life = live(place, { webUrl })
  })

  afterEach(() => {
    web.closeAllConnections()
    web.close()
  })

  const change = (fields: object, generation: number) => {
    const event = { generation, id: 'p1', name: 'greet', label: null, version: 2, ...fields }
    streams.at(-1)?.write(`id: ${generation}\ndata: ${JSON.stringify(event)}\n\n`)
  }

  test('are told from now on, in order, and gone on with in the next life', async () => {
    await life.manager.book.create(
      { url: receiver.url, events: ['prompt.changed', 'prompt.labelled'] },
      'local',
    )
    await until(() => streams.length === 1)
    const at = '2026-11-22T10:00:00.000Z'
    change({ type: 'changed', at }, 42)
    change({ type: 'token-created', at }, 43)
    change({ type: 'labelled', label: 'production', at }, 44)
    await until(() => life.counts.delivered === 2)
    expect(JSON.parse(receiver.received[1]?.body ?? '')).toEqual({
      type: 'prompt.labelled',
      timestamp: at,
      data: { prompt: 'p1', name: 'greet', label: 'production', version: 2, generation: 44 },
    })
    await life.end()
    life = live(place, { webUrl })
    await until(() => streams.length === 2)
    const follows = asked.filter((url) => url.startsWith('/api/v1/events'))
    expect(follows).toEqual(['/api/v1/events?after=41', '/api/v1/events?after=44'])
  })

  test('of which the library has forgotten some are told as that', async () => {
    await life.manager.book.create({ url: receiver.url }, 'local')
    await until(() => streams.length === 1)
    streams[0]?.write('data: {"type":"reset","generation":900}\n\n')
    await until(() => life.counts.delivered === 1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'library.reset',
      data: { generation: 900 },
    })
    expect(life.manager.outbox.positions.library).toBe(900)
  })

  test('links that were opened are told of, from the number of the first look on', async () => {
    const wish = { url: receiver.url, events: ['share.opened'] } as const
    await life.manager.book.create(wish, 'local')
    await until(() => life.manager.outbox.positions.openings === 7)
    await life.end()
    const link = { share: 's1', prompt: 'p1', name: 'greet', views: 3, at: '2026-11-22T10:00:00Z' }
    openings = { items: [{ ...link, opening: 9 }], last: 9 }
    life = live(place, { webUrl })
    await until(() => life.counts.delivered === 1)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      type: 'share.opened',
      data: { share: 's1', name: 'greet', views: 3 },
    })
    expect(asked.at(-1)).toBe('/api/v1/shares/openings?after=7')
    expect(streams).toHaveLength(0)
  })

  test('are not followed when nobody wants to know', async () => {
    const wish = { url: receiver.url, events: ['prompt.changed'] } as const
    const { endpoint } = await life.manager.book.create(wish, 'local')
    await until(() => streams.length === 1)
    await life.manager.book.update(endpoint.id, { enabled: false })
    await until(() => streams[0]?.destroyed === true)
    expect(life.manager.outbox.positions).toEqual({
      lifecycle: null,
      library: null,
      openings: null,
    })
  })
})
