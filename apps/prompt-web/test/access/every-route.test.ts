import type { Scope } from '@promptbin/security'
import type { Access } from '@promptbin/service'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { send, type TestApp } from '../test-app.ts'
import { openLoginApp } from './login-app.ts'

const local = { author: 'test', client: 'test' }
const scopes: readonly Scope[] = ['prompts:read', 'prompts:write', 'admin']

/** Routes for everybody: what they tell is no secret, or they see to it themselves. */
const open = [
  'GET /livez',
  'GET /readyz',
  'GET /startupz',
  'GET /health',
  'GET /openapi.json',
  'GET /api/v1/setup',
  'GET /login',
  'POST /login',
  'POST /logout',
  'GET /setup',
  'POST /setup',
  'POST /theme',
]

/** Told to programs of this machine and administrators, see `forThisMachine`. */
const forThisMachine = ['GET /mcp-status', 'GET /config', 'GET /debug-info']

/** They change nothing of the library; a body is only how they are asked. */
const readingByPost = [
  'POST /api/v1/prompts/:name/render',
  'POST /api/v1/preview',
  'POST /api/v1/tokens/introspect',
  'POST /api/v1/uses',
  'POST /prompts/preview',
  'POST /prompts/:name/try',
  'DELETE /api/v1/sessions/:session',
]

const ofAdministrators =
  /^\w+ (\/api\/v1)?\/(tokens|accounts|audit|logins)(\/|$)|^DELETE \/api\/v1\/trash\/|^POST \/trash\/:id\/purge$/
const ofOneself = /^\w+ \/account(\/|$)/
const assets = /^\w+ \/assets\//

/** What a route needs, by its name alone: a new one is looked at here as well. */
function expectedOf(route: string): Access {
  const name = route.replace(/^(HEAD|OPTIONS) /, 'GET ').replace(/\/:check$/, '')
  if (open.includes(name) || forThisMachine.includes(name) || assets.test(name)) return 'anybody'
  if (name === 'GET /metrics') return 'operator'
  if (readingByPost.includes(name) || ofOneself.test(name)) return 'prompts:read'
  if (ofAdministrators.test(name)) return 'admin'
  return name.startsWith('GET ') ? 'prompts:read' : 'prompts:write'
}

let web: TestApp
const tokens = new Map<Scope, string>()
/** Limited to a folder in which there is nothing. */
let limited: string

beforeAll(async () => {
  web = await openLoginApp()
  const { createTokenOperations } = await import('../../src/tokens/token-operations.ts')
  const operations = createTokenOperations({
    store: web.store,
    now: Date.now,
    done: () => {},
    onUsesLost: () => {},
  })
  for (const [index, scope] of scopes.entries()) {
    const request = { name: `token-${index}`, scopes: [scope] }
    tokens.set(scope, (await operations.createToken(request, local)).token)
  }
  const request = { name: 'limited', scopes: scopes.slice(0, 2), folders: ['empty'] }
  limited = (await operations.createToken(request, local)).token
})
afterAll(() => web.close())

test('every route says who may use it, and no other than its name promises', () => {
  const told = [...web.app.accessOfRoutes].map(([route, access]) => `${route}: ${access}`)
  const expected = [...web.app.accessOfRoutes.keys()].map((name) => `${name}: ${expectedOf(name)}`)
  expect(told).toEqual(expected)
  expect(told.length).toBeGreaterThan(100)
})

test('each lets in nobody without a token or with another scope, and lets in who has it', async () => {
  // Their answers do not end, or are no answer of ours.
  const endless = /\/events$|\/assets\//
  const ask = async (name: string, token: string | undefined) => {
    const [method = '', path = ''] = name.split(' ')
    const { statusCode } = await web.app.inject({
      method: method as 'GET',
      url: path.replace(/:\w+/g, 'nothing').replace('/*', '/nowhere'),
      remoteAddress: '192.0.2.7',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })
    return statusCode
  }
  const wrong: string[] = []
  const note = (name: string, who: string, status: number, isRight: boolean) => {
    if (!isRight) wrong.push(`${name} answers ${who} with ${status}`)
  }
  for (const [name, access] of web.app.accessOfRoutes) {
    const needed = scopes.find((scope) => scope === access)
    if (needed === undefined || endless.test(name)) continue
    const stranger = await ask(name, undefined)
    // A page leads strangers to the login.
    note(name, 'a stranger', stranger, stranger === 401 || stranger === 303)
    for (const scope of scopes) {
      const status = await ask(name, tokens.get(scope))
      const isLetIn = status !== 401 && status !== 403
      note(name, scope, status, isLetIn === (scope === needed))
    }
  }
  expect(wrong).toEqual([])
})

test('no route tells or changes anything for a token whose folders have nothing', async () => {
  const canary = 'quetzal'
  const writing = { authorization: `Bearer ${tokens.get('prompts:write')}` }
  const saved = await send(web.app, 'POST', '/api/v1/prompts', {
    headers: writing,
    body: { name: 'outside', title: canary, content: canary, folder: canary, tags: [canary] },
  })
  expect(saved.statusCode).toBe(201)
  const before = await web.store.generation()
  const body = {
    label: 'production',
    version: 1,
    prompt: 'outside',
    content: 'x',
    confirm: 'outside',
  }
  const told: string[] = []
  for (const [name, access] of web.app.accessOfRoutes) {
    if (access !== 'prompts:read' && access !== 'prompts:write') continue
    const [method = '', path = ''] = name.split(' ')
    const sample = path.replace(/:(n|version|from|to)\b/g, '1').replace(/:label\b/g, 'latest')
    const answer = await web.app.inject({
      method: method as 'GET',
      url: sample.replace(/:\w+/g, 'outside'),
      headers: { authorization: `Bearer ${limited}`, 'if-match': '*' },
      ...(method !== 'GET' && method !== 'HEAD' && { payload: body }),
    })
    const isNamed = path.includes('/prompts/:name')
    if (answer.body.includes(canary)) told.push(`${name} tells it`)
    if (isNamed && answer.statusCode < 400) told.push(`${name} answers ${answer.statusCode}`)
  }
  expect(told).toEqual([])
  expect(await web.store.generation()).toBe(before)
})
