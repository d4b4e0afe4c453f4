import { hashToken, makeToken, type Principal, type Scope } from '@promptbin/security'
import { describe, expect, test } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import {
  type AuthenticationOptions,
  authenticationUnavailable,
  currentAsker,
  currentPrincipal,
  type Denial,
  FACE_HEADER,
  INSTANCE_PROOF_HEADER,
  instanceProof,
  needing,
  PRINCIPAL_HEADER,
  SCOPES_HEADER,
  sessionCookie,
} from '../index.ts'

const reader = makeToken()
const admin = makeToken()
const secret = makeToken()
const localKey = makeToken()
const instanceKey = makeToken()

const principalOf = (id: string, ...scopes: Scope[]): Principal => ({
  id,
  kind: 'token',
  scopes: new Set(scopes),
})

const tokens = new Map([
  [hashToken(reader), principalOf('token:reader', 'prompts:read')],
  [hashToken(admin), principalOf('token:admin', 'admin')],
])
const sessions = new Map([[hashToken(secret), principalOf('account:ada', 'prompts:read')]])

const elsewhere = '192.0.2.7'

async function createApp(options: Partial<AuthenticationOptions> = {}) {
  const denials: Omit<Denial, 'request'>[] = []
  const { app } = await createTestApp({
    authentication: {
      credentials: {
        ofToken: async (sha256) => tokens.get(sha256),
        ofSession: async (sha256) => sessions.get(sha256),
      },
      isLoginRequired: true,
      cookieName: 'promptbin-test',
      instanceKey,
      localKeyHash: hashToken(localKey),
      onDenied: ({ principal, code, access }) => denials.push({ principal, code, access }),
      ...options,
    },
  })
  for (const access of ['prompts:read', 'prompts:write', 'admin', 'anybody'] as const) {
    app.get(`/${access.replace(':', '-')}`, { config: { access } }, ({ principal }) => principal.id)
  }
  app.post('/asker', { config: { access: 'anybody' } }, async () => {
    await Promise.resolve()
    return { asker: currentAsker(), scopes: [...(currentPrincipal()?.scopes ?? [])] }
  })
  const ask = async (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    remoteAddress = '127.0.0.1',
  ) => {
    const {
      statusCode,
      body,
      headers: told,
    } = await app.inject({ url: path, headers, remoteAddress })
    return { status: statusCode, body, headers: told }
  }
  return { app, ask, denials }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const cookie = (value: string, prefix = '__Host-') => ({
  cookie: `a=b; ${prefix}promptbin-test=${value}`,
})

describe('where a login is required', () => {
  test('a route lets in those with its scope, and tells the others what is missing', async () => {
    const { ask, denials } = await createApp()
    expect(await ask('/prompts-read', bearer(reader))).toMatchObject({ body: 'token:reader' })
    expect(await ask('/admin', bearer(admin))).toMatchObject({ body: 'token:admin' })
    const forbidden = await ask('/prompts-write', bearer(reader))
    expect(JSON.parse(forbidden.body)).toMatchObject({ status: 403, code: 'PB_SCOPE_INSUFFICIENT' })
    const missing = await ask('/prompts-read')
    expect(JSON.parse(missing.body)).toMatchObject({ status: 401, code: 'PB_AUTH_REQUIRED' })
    expect(missing.headers['www-authenticate']).toBe('Bearer realm="promptbin"')
    const wrong = await ask('/prompts-read', bearer(makeToken()))
    expect(JSON.parse(wrong.body)).toMatchObject({ status: 401, code: 'PB_TOKEN_INVALID' })
    expect(wrong.headers['www-authenticate']).toContain('error="invalid_token"')
    expect(denials).toMatchObject([
      { principal: { id: 'token:reader' }, code: 'PB_SCOPE_INSUFFICIENT', access: 'prompts:write' },
      { principal: { id: 'stranger' }, code: 'PB_AUTH_REQUIRED', access: 'prompts:read' },
      { principal: { id: 'stranger' }, code: 'PB_TOKEN_INVALID', access: 'prompts:read' },
    ])
  })

  test('a browser is known by its session, by the name that nobody else can set if there are two', async () => {
    const { ask } = await createApp()
    expect((await ask('/prompts-read', cookie(secret))).body).toBe('account:ada')
    expect((await ask('/prompts-read', cookie(secret, ''))).body).toBe('account:ada')
    for (const value of ['', 'x', hashToken(secret), 'y'.repeat(5_000)]) {
      expect((await ask('/prompts-read', cookie(value))).status).toBe(401)
    }
    const both = { cookie: `promptbin-test=${secret}; __Host-promptbin-test=another` }
    expect((await ask('/prompts-read', both)).status).toBe(401)
  })

  test('commands of this machine are known by the key of the instance, also from elsewhere', async () => {
    const { ask } = await createApp()
    expect((await ask('/admin', bearer(localKey), elsewhere)).body).toBe('local')
  })

  test('a process of the instance is believed for whom it asks, but not through a proxy or from elsewhere', async () => {
    const { ask } = await createApp()
    const proof = { [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey) }
    const asking = { [PRINCIPAL_HEADER]: 'token:far', [SCOPES_HEADER]: 'prompts:read' }
    expect((await ask('/admin', proof)).body).toBe('promptbin')
    expect((await ask('/prompts-read', { ...proof, ...asking })).body).toBe('token:far')
    expect((await ask('/admin', { ...proof, ...asking })).status).toBe(403)
    expect((await ask('/prompts-read', asking)).status).toBe(401)
    expect((await ask('/admin', proof, elsewhere)).status).toBe(401)
    expect((await ask('/admin', { ...proof, 'x-forwarded-for': elsewhere })).status).toBe(401)
    expect((await ask('/admin', { [INSTANCE_PROOF_HEADER]: 'guessed' })).status).toBe(401)
  })

  test('what is for everybody knows who asks, and is told to those with a wrong token too', async () => {
    const { ask } = await createApp()
    expect((await ask('/anybody')).body).toBe('stranger')
    expect((await ask('/anybody', bearer(reader))).body).toBe('token:reader')
    expect((await ask('/anybody', bearer('pbn_wrong'))).body).toBe('stranger')
    expect((await ask('/livez', {}, elsewhere)).status).toBe(200)
  })

  test('figures are for programs of this machine and those who may read', async () => {
    const { ask } = await createApp()
    expect((await ask('/metrics')).status).toBe(200)
    expect((await ask('/metrics', {}, elsewhere)).status).toBe(401)
    expect((await ask('/metrics', bearer(reader), elsewhere)).status).toBe(200)
  })

  test('whoever comes with many wrong tokens must wait, and others need not', async () => {
    let now = 0
    const { ask } = await createApp({ now: () => now })
    const wrong = bearer(makeToken())
    for (let time = 0; time < 60; time++) {
      expect((await ask('/admin', wrong, elsewhere)).status).toBe(401)
    }
    const refused = await ask('/admin', bearer(admin), elsewhere)
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('1')
    expect((await ask('/admin', bearer(admin), '192.0.2.8')).status).toBe(200)
    now = 1_000
    expect((await ask('/admin', bearer(admin), elsewhere)).status).toBe(200)
  })

  test('that nobody can be asked who it is, is no wrong token', async () => {
    const { ask } = await createApp({
      credentials: {
        ofToken: () => Promise.reject(authenticationUnavailable()),
        ofSession: () => Promise.reject(authenticationUnavailable()),
      },
    })
    expect((await ask('/admin', bearer(admin))).status).toBe(503)
    expect((await ask('/admin', cookie(secret))).status).toBe(503)
  })
})

test('whatever is done for a request knows who asks, and believes its face to our own alone', async () => {
  const { app } = await createApp()
  const tell = async (headers: Readonly<Record<string, string>>) =>
    (await app.inject({ method: 'POST', url: '/asker', headers, payload: {} })).json()
  const face = { [FACE_HEADER]: 'cli' }
  expect(await tell({ ...bearer(reader), ...face, 'user-agent': 'curl/8' })).toEqual({
    asker: {
      actor: 'token:reader',
      kind: 'token',
      face: 'rest',
      address: '127.0.0.1',
      client: 'curl/8',
      requestId: expect.any(String),
    },
    scopes: ['prompts:read'],
  })
  expect(await tell({ ...bearer(localKey), ...face })).toMatchObject({
    asker: { actor: 'local', face: 'cli' },
  })
  expect(await tell(face)).toMatchObject({ asker: { actor: 'nobody', kind: 'nobody' }, scopes: [] })
})

describe('where no login is required', () => {
  test('everybody is of this machine and may everything, but a wrong token never works in silence', async () => {
    const { ask } = await createApp({ isLoginRequired: false })
    expect((await ask('/admin')).body).toBe('local')
    expect((await ask('/admin', bearer(makeToken()))).status).toBe(401)
    expect((await ask('/admin', bearer(reader))).status).toBe(403)
    expect((await ask('/admin', cookie('x'))).body).toBe('local')
  })
})

test('an app with a route that does not say who may use it does not start', async () => {
  const { app } = await createApp()
  app.get('/forgotten', () => 'told to everybody')
  await expect(app.ready()).rejects.toThrow('GET /forgotten does not say who may use it.')
})

test('of a group within a group the innermost says what its routes need, but for those that do', async () => {
  const { app } = await createApp()
  await app.register(async (outer) => {
    outer.addHook('onRoute', needing('prompts:read', 'prompts:write'))
    outer.get('/outer', () => '')
    outer.put('/outer', () => '')
    await outer.register(async (inner) => {
      inner.addHook('onRoute', needing('admin'))
      inner.put('/inner', () => '')
      inner.put('/own', { config: { access: 'prompts:read' } }, () => '')
    })
  })
  await app.ready()
  const access = ['GET /outer', 'HEAD /outer', 'PUT /outer', 'PUT /inner', 'PUT /own'].map((name) =>
    app.accessOfRoutes.get(name),
  )
  expect(access).toEqual(['prompts:read', 'prompts:read', 'prompts:write', 'admin', 'prompts:read'])
})

test('who may use which route can be asked for', async () => {
  const { app } = await createApp()
  await app.ready()
  expect(app.accessOfRoutes.get('GET /admin')).toBe('admin')
  expect(app.accessOfRoutes.get('GET /livez')).toBe('anybody')
  expect(app.accessOfRoutes.get('GET /metrics')).toBe('operator')
})

test('a cookie is bound to its host wherever the browser came by https', () => {
  const session = { name: 'promptbin-test', value: 'x', maxAgeSeconds: 60 }
  expect(sessionCookie({ ...session, isSecure: true })).toBe(
    '__Host-promptbin-test=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
  )
  expect(sessionCookie({ ...session, isSecure: false })).toBe(
    'promptbin-test=x; Path=/; Max-Age=60; HttpOnly; SameSite=Lax',
  )
})
