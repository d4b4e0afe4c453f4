import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createSqliteStore } from '@promptbin/prompt-store'
import { normalizeDraft } from '@promptbin/prompts'
import type { FastifyInstance } from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/events'
const prompt = '/api/v1/prompts/linux-terminal'

/** One message of a stream: its fields by name. */
type Message = Readonly<Record<string, string>>

async function* messagesIn(response: IncomingMessage): AsyncGenerator<Message> {
  let message: Record<string, string> = {}
  for await (const line of createInterface({ input: response })) {
    const [, field = '', value = ''] = /^([a-z]*): ?(.*)$/.exec(line) ?? []
    if (field !== '') message[field] = value
    if (line !== '') continue
    if (Object.keys(message).length > 0) yield message
    message = {}
  }
}

/** Follows the library; `take` waits for the next messages. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const request = get(url, { headers })
  onTestFinished(() => void request.destroy())
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  request.on('error', () => {})
  const messages = messagesIn(response)
  const take = async (count: number): Promise<readonly Message[]> => {
    const taken: Message[] = []
    while (taken.length < count) {
      const { value, done } = await messages.next()
      if (done) throw new Error(`The stream ended after ${JSON.stringify(taken)}.`)
      taken.push(value)
    }
    return taken
  }
  return { response, request, messages, take }
}

async function startListening() {
  const testApp = await startTestApp()
  const url = await testApp.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...testApp, url: url + path }
}

const changeTitle = (app: FastifyInstance, title: string) =>
  send(app, 'PATCH', prompt, { body: { title }, headers: { 'if-match': '*' } })

describe('who follows the library', () => {
  test('is told of every change as it happens, with the generation as id', async () => {
    const { app, url } = await startListening()
    const { response, take } = await follow(url)
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(response.headers['cache-control']).toBe('no-store')
    expect(await take(1)).toEqual([{ retry: '2000' }])

    const { id, generation } = await savePrompt(app)
    await changeTitle(app, 'Shell')
    await send(app, 'PUT', `${prompt}/labels/production`, { body: { version: 1 } })
    await send(app, 'DELETE', prompt)
    await send(app, 'POST', `${prompt}/restore`)
    const messages = await take(5)
    expect(messages.map(({ event }) => event)).toEqual([
      'created',
      'changed',
      'labelled',
      'trashed',
      'restored',
    ])
    expect(messages.map((message) => Number(message['id']))).toEqual(
      [0, 1, 2, 3, 4].map((n) => generation + n),
    )
    expect(JSON.parse(messages[0]?.['data'] ?? '')).toEqual({
      type: 'created',
      generation,
      id,
      name: 'linux-terminal',
      label: null,
      version: 1,
      folder: '',
      formerFolder: null,
      at: expect.any(String),
    })
  })

  test('misses nothing when it comes back with the last id that it had', async () => {
    const { app, url } = await startListening()
    const { generation } = await savePrompt(app)
    await changeTitle(app, 'Shell')
    const byHeader = await follow(`${url}?after=0`, { 'last-event-id': String(generation) })
    expect(await byHeader.take(2)).toMatchObject([{}, { event: 'changed' }])
    const byQuery = await follow(`${url}?after=0`)
    expect(await byQuery.take(3)).toMatchObject([{}, { event: 'created' }, { event: 'changed' }])
  })

  test('is told to begin anew when what it knows is of another library', async () => {
    const { app, url } = await startListening()
    const { generation } = await savePrompt(app)
    const { take } = await follow(`${url}?after=99999`)
    const [, reset] = await take(2)
    expect(reset).toMatchObject({ event: 'reset', id: String(generation) })
    await changeTitle(app, 'Shell')
    expect(await take(1)).toMatchObject([{ event: 'changed' }])
  })

  test('is told of what another process changes', async () => {
    const { dataDir, url } = await startListening()
    const { take } = await follow(url)
    await take(1)
    const other = await createSqliteStore({ file: join(dataDir, 'promptbin.db'), readers: 1 })
    onTestFinished(() => other.close())
    const draft = normalizeDraft({ title: 'From elsewhere', content: 'x' })
    await other.create(draft, { author: 'local', client: 'other' })
    expect(await take(1)).toMatchObject([{ event: 'created' }])
  })

  test('is one of at most 100', async () => {
    const { app, url } = await startListening()
    const followers = await Promise.all(Array.from({ length: 100 }, () => follow(url)))
    const refused = await send(app, 'GET', path)
    expect(refused.json()).toMatchObject({ status: 503, code: 'PB_STREAMS_TOO_MANY' })
    expect(refused.headers['retry-after']).toBeDefined()
    await Promise.all(followers.map(({ take }) => take(1)))
    await savePrompt(app)
    const told = await Promise.all(followers.map(({ take }) => take(1)))
    expect(new Set(told.map(([message]) => message?.['event']))).toEqual(new Set(['created']))
    followers[0]?.request.destroy()
    await expect.poll(async () => await fetchStatus(url), { timeout: 10_000 }).toBe(200)
  })

  test('is let go when the service stops taking work', async () => {
    const { app, url } = await startListening()
    const { messages, take } = await follow(url)
    await take(1)
    await app.startDrain(10_000)
    expect(await messages.next()).toMatchObject({ done: true })
  })
})

async function fetchStatus(url: string): Promise<number> {
  const controller = new AbortController()
  const { status } = await fetch(url, { signal: controller.signal })
  controller.abort()
  return status
}

test.each(['?after=-1', '?after=x', '?since=1'])('the question %s is refused', async (query) => {
  const { app } = await startTestApp()
  expect((await send(app, 'GET', path + query)).json()).toMatchObject({
    status: 422,
    code: 'PB_REQUEST_INVALID',
  })
})
