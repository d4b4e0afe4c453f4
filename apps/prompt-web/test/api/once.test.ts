import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/prompts'
const draft = { title: 'Linux Terminal', content: 'Act as a terminal.' }
const key = (value: string) => ({ 'idempotency-key': value })

const countPrompts = async (app: FastifyInstance): Promise<number> =>
  (await send(app, 'GET', '/api/v1/stats')).json().prompts

describe('a request with an Idempotency-Key', () => {
  test('that is sent again happens once and is answered the same', async () => {
    const { app } = await startTestApp()
    const first = await send(app, 'POST', path, { body: draft, headers: key('a') })
    const again = await send(app, 'POST', path, { body: draft, headers: key('a') })
    expect(again.statusCode).toBe(201)
    expect(again.json()).toEqual(first.json())
    expect(again.headers.location).toBe(first.headers.location)
    expect(await countPrompts(app)).toBe(1)
  })

  test('is the same however its fields are ordered', async () => {
    const { app } = await startTestApp()
    const { title, content } = draft
    await send(app, 'POST', path, { body: { title, content }, headers: key('a') })
    await send(app, 'POST', path, { body: { content, title }, headers: key('a') })
    expect(await countPrompts(app)).toBe(1)
  })

  test('happens once when it is sent many times at the same moment', async () => {
    const { app } = await startTestApp()
    const sent = Array.from({ length: 10 }, () =>
      send(app, 'POST', path, { body: draft, headers: key('a') }),
    )
    const names = (await Promise.all(sent)).map((answer) => answer.json().name)
    expect(new Set(names)).toEqual(new Set(['linux-terminal']))
    expect(await countPrompts(app)).toBe(1)
  })

  test('under another key happens again', async () => {
    const { app } = await startTestApp()
    await send(app, 'POST', path, { body: draft, headers: key('a') })
    await send(app, 'POST', path, { body: draft, headers: key('b') })
    expect(await countPrompts(app)).toBe(2)
  })

  test('that was another one before is refused', async () => {
    const { app } = await startTestApp()
    await send(app, 'POST', path, { body: draft, headers: key('a') })
    const other = { ...draft, content: 'Something else.' }
    for (const [url, body] of [
      [path, other],
      [`${path}/linux-terminal/duplicate`, draft],
    ] as const) {
      const refused = await send(app, 'POST', url, {
        body: url === path ? body : {},
        headers: key('a'),
      })
      expect(refused.json()).toMatchObject({ status: 422, code: 'PB_IDEMPOTENCY_KEY_REUSED' })
    }
    expect(await countPrompts(app)).toBe(1)
  })

  test('that was refused may be corrected under the same key', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const taken = { ...draft, name: 'linux-terminal' }
    const refused = await send(app, 'POST', path, { body: taken, headers: key('a') })
    expect(refused.statusCode).toBe(409)
    const corrected = await send(app, 'POST', path, { body: draft, headers: key('a') })
    expect(corrected.statusCode).toBe(201)
  })

  test('may be an edit, which is then not refused as stale', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const sending = {
      body: { content: 'Another text.', message: 'once' },
      headers: { ...key('edit'), 'if-match': `"${generation}"` },
    }
    const first = await send(app, 'PATCH', `${path}/linux-terminal`, sending)
    const again = await send(app, 'PATCH', `${path}/linux-terminal`, sending)
    expect(again.statusCode).toBe(200)
    expect(again.json()).toEqual(first.json())
    expect(again.headers.etag).toBe(first.headers.etag)
    const versions = await send(app, 'GET', `${path}/linux-terminal/versions`)
    expect(versions.json().items).toHaveLength(2)
  })

  test('may be any change that is a POST', async () => {
    const { app } = await startTestApp()
    const headers = { ...key('one'), 'if-match': '*' }
    await savePrompt(app)
    const one = `${path}/linux-terminal`
    await send(app, 'PATCH', one, { body: { content: 'two' }, headers: { 'if-match': '*' } })
    await send(app, 'PUT', `${one}/labels/production`, { body: { version: 1 } })
    await send(app, 'PUT', `${one}/labels/production`, { body: { version: 2 } })
    const changes: readonly (readonly [string, object])[] = [
      [`${one}/versions/1/restore`, {}],
      [`${one}/labels/production/rollback`, {}],
      [`${one}/duplicate`, {}],
      [`${path}/batch`, { names: ['linux-terminal'], trash: true }],
      [`${one}/restore`, {}],
    ]
    for (const [index, [url, body]] of changes.entries()) {
      const sending = { body, headers: { ...headers, ...key(`change-${index}`) } }
      const first = await send(app, 'POST', url, sending)
      expect(first.statusCode, first.body).toBeLessThan(300)
      const after = (await send(app, 'GET', '/api/v1/stats')).json()
      const again = await send(app, 'POST', url, sending)
      expect(again.json(), url).toEqual(first.json())
      expect((await send(app, 'GET', '/api/v1/stats')).json(), url).toEqual(after)
    }
  })
})

test('an Idempotency-Key that is none is refused', async () => {
  const { app } = await startTestApp()
  for (const value of ['', ' ', 'x'.repeat(101), 'a\tb', 'schlüssel']) {
    const refused = await send(app, 'POST', path, { body: draft, headers: key(value) })
    expect(refused.json(), value).toMatchObject({
      status: 422,
      code: 'PB_REQUEST_INVALID',
      errors: [{ pointer: '/idempotency-key' }],
    })
  }
  expect(await countPrompts(app)).toBe(0)
})
