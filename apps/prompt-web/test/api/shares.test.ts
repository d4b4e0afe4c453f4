import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/shares'
const dayMs = 86_400_000

describe('a share', () => {
  test('is made with a link that nobody can guess, for 30 days', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const made = await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })
    expect(made.statusCode).toBe(201)
    expect(made.headers['cache-control']).toBe('no-store')
    const share = made.json()
    expect(share).toEqual({
      id: expect.any(String),
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:5300\/s\/[\w-]{43}$/),
      prompt: 'linux-terminal',
      title: 'Linux Terminal',
      version: null,
      label: null,
      createdAt: expect.any(String),
      createdBy: 'local',
      expiresAt: expect.any(String),
      views: 0,
      lastViewedAt: null,
      notice: null,
    })
    const lasts = Date.parse(share.expiresAt) - Date.parse(share.createdAt)
    expect(Math.round(lasts / dayMs)).toBe(30)
    const other = await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })
    expect(other.json().url).not.toBe(share.url)
  })

  test('ends when it is asked to, or never', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const share = async (fields: object) =>
      (await send(app, 'POST', path, { body: { prompt: 'linux-terminal', ...fields } })).json()
    const at = new Date(Date.now() + dayMs).toISOString()
    expect(await share({ expiresAt: at })).toMatchObject({ expiresAt: at })
    expect(await share({ expiresAt: null })).toMatchObject({ expiresAt: null })
    expect(await share({ expiresAt: '2999-01-01T02:00:00+02:00' })).toMatchObject({
      expiresAt: '2999-01-01T00:00:00.000Z',
    })
    const { createdAt, expiresAt } = await share({ expiresInDays: 7 })
    expect(Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / dayMs)).toBe(7)
  })

  test('is of a version or of a label, under the name that the prompt has today', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const renamed = { body: { name: 'terminal' }, headers: { 'if-match': '*' } }
    await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', renamed)
    const share = async (fields: object) =>
      (await send(app, 'POST', path, { body: { prompt: 'linux-terminal', ...fields } })).json()
    expect(await share({ version: 1 })).toMatchObject({
      prompt: 'terminal',
      version: 1,
      label: null,
    })
    expect(await share({ label: 'latest' })).toMatchObject({ version: null, label: 'latest' })
  })

  test('that was opened is told of by the number of its opening', async () => {
    const { app, store } = await startTestApp()
    await savePrompt(app)
    const made = (await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })).json()
    await store.noteShareView(made.id)
    await store.noteShareView(made.id)
    const opened = (await send(app, 'GET', `${path}/openings`)).json()
    const item = { opening: 2, share: made.id, name: 'linux-terminal', views: 2 }
    expect(opened).toMatchObject({ items: [item], last: 2 })
    const after = (await send(app, 'GET', `${path}/openings?after=2`)).json()
    expect(after).toEqual({ items: [], last: 2 })
  })

  test('is listed without its link, and revoked once', async () => {
    const { app, log } = await startTestApp()
    await savePrompt(app)
    await savePrompt(app, { title: 'Other' })
    const made = (await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })).json()
    await send(app, 'POST', path, { body: { prompt: 'other' } })
    const token = made.url.slice(-43)
    const { url: _, notice: __, ...listed } = made
    const of = await send(app, 'GET', `${path}?prompt=linux-terminal`)
    expect(of.json()).toEqual({
      items: [listed],
      nextCursor: null,
      total: { value: 1, exact: true },
    })
    const page = (await send(app, 'GET', `${path}?limit=1`)).json()
    expect(page.items).toMatchObject([{ prompt: 'other' }])
    const rest = await send(app, 'GET', `${path}?limit=1&cursor=${page.nextCursor}`)
    expect(rest.json().items).toMatchObject([{ id: made.id }])
    expect((await send(app, 'DELETE', `${path}/${made.id}`)).statusCode).toBe(204)
    const again = await send(app, 'DELETE', `${path}/${made.id}`)
    expect(again.json()).toMatchObject({ status: 404, code: 'PB_SHARE_NOT_FOUND' })
    expect((await send(app, 'GET', path)).json().items).toMatchObject([{ prompt: 'other' }])
    const metrics = await app.inject('/metrics')
    expect(JSON.stringify([log, of.body, rest.body, metrics.body])).not.toContain(token)
  })

  test('under an Idempotency-Key is made once, and answered with the same link', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const sending = {
      body: { prompt: 'linux-terminal' },
      headers: { 'idempotency-key': 'one' },
    }
    const first = await send(app, 'POST', path, sending)
    const again = await send(app, 'POST', path, sending)
    expect(again.statusCode).toBe(201)
    expect(again.json()).toEqual(first.json())
    expect((await send(app, 'GET', path)).json().total.value).toBe(1)
    const other = { ...sending, body: { prompt: 'linux-terminal', version: 1 } }
    expect((await send(app, 'POST', path, other)).json()).toMatchObject({
      code: 'PB_IDEMPOTENCY_KEY_REUSED',
    })
  })

  test.each<[string, object, number, string]>([
    ['an unknown prompt', { prompt: 'nobody' }, 404, 'PB_PROMPT_NOT_FOUND'],
    ['an unknown version', { version: 9 }, 404, 'PB_VERSION_NOT_FOUND'],
    ['an unknown label', { label: 'beta' }, 404, 'PB_LABEL_NOT_FOUND'],
    ['a version and a label', { version: 1, label: 'latest' }, 422, 'PB_SELECTOR_AMBIGUOUS'],
    ['a time that is over', { expiresAt: '2020-01-01T00:00:00Z' }, 422, 'PB_SHARE_EXPIRY_INVALID'],
    ['two ends', { expiresAt: null, expiresInDays: 1 }, 422, 'PB_SHARE_EXPIRY_INVALID'],
    ['an end that is no time', { expiresAt: 'tomorrow' }, 422, 'PB_REQUEST_INVALID'],
    ['no days', { expiresInDays: 0 }, 422, 'PB_REQUEST_INVALID'],
    ['an unknown field', { password: 'x' }, 422, 'PB_REQUEST_INVALID'],
  ])('of %s is refused', async (_, fields, status, code) => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const refused = await send(app, 'POST', path, { body: { prompt: 'linux-terminal', ...fields } })
    expect(refused.json()).toMatchObject({ status, code })
    expect((await send(app, 'GET', path)).json().items).toEqual([])
  })

  test('whose link does not open yet says so, and is made', async () => {
    const openShares = async () => ({ base: 'http://127.0.0.1:5300', problem: 'No. Ask Ada.' })
    const { app } = await startTestApp({ openShares })
    await savePrompt(app)
    const made = await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })
    expect(made.statusCode).toBe(201)
    expect(made.json()).toMatchObject({ notice: 'No. Ask Ada.' })
  })

  test('is not made where sharing is turned off, and the others can be revoked', async () => {
    const { app, store } = await startTestApp({ openShares: undefined })
    await savePrompt(app)
    const wanted = { prompt: 'linux-terminal', tokenHash: 'a', expiresAt: null }
    const { id } = await store.createShare(wanted, { author: 'ada', client: 'api' })
    const refused = await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })
    expect(refused.json()).toMatchObject({ status: 403, code: 'PB_SHARING_OFF' })
    expect((await send(app, 'GET', path)).json().items).toMatchObject([{ id }])
    expect((await send(app, 'DELETE', `${path}/${id}`)).statusCode).toBe(204)
  })
})

test('making and revoking a share are told as changes', async () => {
  const { app, store } = await startTestApp()
  const { generation } = await savePrompt(app)
  const { id } = (await send(app, 'POST', path, { body: { prompt: 'linux-terminal' } })).json()
  await send(app, 'DELETE', `${path}/${id}`)
  const { events } = await store.eventsAfter(generation, 10)
  expect(events.map(({ type }) => type)).toEqual(['shared', 'unshared'])
})
