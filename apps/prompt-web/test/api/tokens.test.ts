import { hashToken, isToken } from '@promptbin/security'
import { describe, expect, test } from 'vitest'
import { send, startTestApp } from '../test-app.ts'

const path = '/api/v1/tokens'
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

type App = Awaited<ReturnType<typeof startTestApp>>['app']

const make = (app: App, fields: object = {}) =>
  send(app, 'POST', path, { body: { name: 'laptop', scopes: ['prompts:read'], ...fields } })

const introspect = async (app: App, token: string) =>
  (await send(app, 'POST', `${path}/introspect`, { body: { sha256: hashToken(token) } })).json()

describe('a token', () => {
  test('is shown once, and known by its hash from then on', async () => {
    const { app } = await startTestApp()
    const expiresAt = inAnHour()
    const scopes = ['prompts:read', 'prompts:write']
    const made = await make(app, { scopes, expiresAt })
    expect(made.statusCode).toBe(201)
    expect(made.headers['cache-control']).toBe('no-store')
    const { token, ...listed } = made.json()
    expect(isToken(token)).toBe(true)
    expect(listed).toEqual({
      id: expect.any(String),
      name: 'laptop',
      scopes,
      ending: token.slice(-4),
      createdAt: expect.any(String),
      createdBy: 'local',
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      folders: null,
      previousEndsAt: null,
    })
    expect((await send(app, 'GET', path)).json()).toEqual({ items: [listed] })
    expect(await introspect(app, token)).toEqual({
      active: true,
      sub: 'token:laptop',
      scope: 'prompts:read prompts:write',
      token_type: 'Bearer',
      iat: Math.floor(Date.parse(listed.createdAt) / 1_000),
      exp: Math.floor(Date.parse(expiresAt) / 1_000),
    })
  })

  test('is not active once it was revoked, and no more than one that never was', async () => {
    const { app } = await startTestApp()
    const { token, id } = (await make(app)).json()
    const second = (await make(app, { name: 'second' })).json()
    expect((await send(app, 'DELETE', `${path}/laptop`)).statusCode).toBe(204)
    expect((await send(app, 'DELETE', `${path}/${second.id}`)).statusCode).toBe(204)
    for (const ended of [token, second.token, 'pbn_never']) {
      expect(await introspect(app, ended)).toEqual({ active: false })
    }
    const again = await send(app, 'DELETE', `${path}/${id}`)
    expect(again.json()).toMatchObject({ status: 404, code: 'PB_TOKEN_NOT_FOUND' })
    const { items } = (await send(app, 'GET', path)).json()
    expect(items.map((item: { revokedAt: unknown }) => item.revokedAt)).toEqual([
      expect.any(String),
      expect.any(String),
    ])
  })

  test('gets another key by rotation, and is good by both for a while', async () => {
    const { app } = await startTestApp()
    const { token: before } = (await make(app, { folders: ['drafts'] })).json()
    const rotated = await send(app, 'POST', `${path}/laptop/rotate`, { body: { graceSeconds: 60 } })
    expect(rotated.headers['cache-control']).toBe('no-store')
    const { token, previousEndsAt } = rotated.json()
    expect(await introspect(app, token)).toMatchObject({ active: true, folders: ['drafts'] })
    const exp = Math.floor(Date.parse(previousEndsAt) / 1_000)
    expect(await introspect(app, before)).toMatchObject({ active: true, exp })
    await send(app, 'POST', `${path}/laptop/rotate`, { body: { graceSeconds: 0 } })
    for (const ended of [before, token]) {
      expect(await introspect(app, ended)).toEqual({ active: false })
    }
    const unknown = await send(app, 'POST', `${path}/nobody/rotate`)
    expect(unknown.json()).toMatchObject({ status: 404, code: 'PB_TOKEN_NOT_FOUND' })
  })

  test('has a name of its own', async () => {
    const { app } = await startTestApp()
    await make(app)
    expect((await make(app)).json()).toMatchObject({ status: 409, code: 'PB_TOKEN_NAME_TAKEN' })
  })

  test.each([
    { name: 'My Laptop' },
    { name: '' },
    { name: 'a\r\nb' },
    { name: 'a'.repeat(65) },
    { scopes: [] },
    { scopes: ['prompts:*'] },
    { scopes: ['prompts:read', 'prompts:read'] },
    { expiresAt: 'tomorrow' },
    { token: 'pbn_of-my-own' },
  ])('with %j is refused, and not made', async (fields) => {
    const { app } = await startTestApp()
    const refused = await make(app, fields)
    expect(refused.json()).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
    expect((await send(app, 'GET', path)).json().items).toEqual([])
  })

  test('that has ended already is refused', async () => {
    const { app } = await startTestApp()
    const refused = await make(app, { expiresAt: '2020-01-01T00:00:00Z' })
    expect(refused.json()).toMatchObject({ status: 422, code: 'PB_TOKEN_EXPIRY_INVALID' })
  })

  test('is asked for by nothing but its hash', async () => {
    const { app } = await startTestApp()
    const { token } = (await make(app)).json()
    for (const body of [{ token }, { sha256: token }, { sha256: hashToken(token), token }]) {
      const refused = await send(app, 'POST', `${path}/introspect`, { body })
      expect(refused.json()).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
      expect(refused.body).not.toContain(token)
    }
  })

  test('stands in no line of the log, and its use is noted', async () => {
    const { app, log, store } = await startTestApp()
    const { token } = (await make(app)).json()
    await introspect(app, token)
    await expect.poll(async () => (await store.tokens())[0]?.lastUsedAt).toMatch(/Z$/)
    await send(app, 'DELETE', `${path}/laptop`)
    expect(JSON.stringify(log)).not.toContain(token)
    expect(JSON.stringify(log)).not.toContain(hashToken(token))
  })
})
