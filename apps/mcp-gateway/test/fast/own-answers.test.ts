import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { bearer, makeToken, revokeToken } from '../security/tokens.ts'
import { startWeb, type Web } from '../web.ts'
import { modernRequest } from '../wire.ts'
import { rawPost } from './raw-post.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  const profiles = [{ name: 'teas', tag: 'teas', readOnly: true }]
  gateway = await startGateway({ webUrl: web.url, profiles })
})

afterAll(async () => {
  await gateway.stop()
  await web.stop()
})

interface Status {
  readonly fastPath: {
    readonly served: { readonly bytes: number; readonly mux: number; readonly sdk: number }
    readonly kept: { readonly entries: number; readonly bytes: number }
  }
}

async function statusOf({ url }: Gateway): Promise<Status['fastPath']> {
  const { fastPath } = (await (await fetch(`${url}/mcp-status`)).json()) as Status
  return fastPath
}

interface Message {
  readonly id: unknown
  readonly error?: unknown
  readonly result?: { readonly messages: readonly { content: { text: string } }[] }
}

async function ask(
  params: Record<string, unknown>,
  more: { readonly id?: number; readonly path?: string; headers?: Record<string, string> } = {},
) {
  const { id = 1, path = '/mcp', headers = {} } = more
  const [body, own] = modernRequest('prompts/get', params)
  const { status, text } = await rawPost(gateway.url, {
    path,
    headers: { 'content-type': 'application/json', ...own, ...headers },
    body: Buffer.from(body.replace('"id":1', `"id":${id}`)),
  })
  const message: Message = JSON.parse(text)
  return { status, message, text: message.result?.messages[0]?.content.text }
}

/** Far longer than anything takes here; the machine is shared. */
const patience = { timeout: 30_000 }

/** Asks until the answer comes from bytes, which it does as soon as changes are followed. */
async function askUntilKept(...[params, more]: Parameters<typeof ask>) {
  const before = (await statusOf(gateway)).served.bytes
  return expect.poll(async () => {
    const answer = await ask(params, more)
    return (await statusOf(gateway)).served.bytes > before ? answer.text : undefined
  }, patience)
}

test('what is asked again is answered from bytes, each time as a rendering of its own', async () => {
  await web.save({ name: 'again', title: 'Again', content: 'The same.' })
  await (await askUntilKept({ name: 'again' })).toBe('The same.')
  const [body, headers] = modernRequest('prompts/get', { name: 'again' })
  const renderIds = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const answer = await fetch(`${gateway.url}/mcp`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      const { result } = (await answer.json()) as { result: { _meta: Record<string, unknown> } }
      return result._meta['promptbin/renderId']
    }),
  )
  expect(new Set(renderIds).size).toBe(3)
})

test('a change is in the next answer, whatever was kept before', async () => {
  await web.save({ name: 'changing', title: 'Changing', content: 'Before.' })
  await (await askUntilKept({ name: 'changing' })).toBe('Before.')
  const changed = await fetch(`${web.url}/api/v1/prompts/changing`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ content: 'After.' }),
  })
  expect(changed.status).toBe(200)
  await expect.poll(async () => (await ask({ name: 'changing' })).text, patience).toBe('After.')
  await (await askUntilKept({ name: 'changing' })).toBe('After.')
})

test('what one profile serves is unknown in another, though the same bytes ask for it', async () => {
  await web.save({ name: 'coffee', title: 'Coffee', content: 'Black.' })
  await (await askUntilKept({ name: 'coffee' })).toBe('Black.')
  const outside = await ask({ name: 'coffee' }, { path: '/mcp/teas' })
  expect(outside.message.error).toMatchObject({ data: { code: 'PB_PROMPT_NOT_FOUND' } })
  expect((await ask({ name: 'coffee' })).text).toBe('Black.')
})

test('bytes that are kept are for nobody whose token has ended', async () => {
  await web.save({ name: 'secret', title: 'Secret', content: 'For readers.' })
  const token = await makeToken(web.url)
  const headers = bearer(token.token)
  await (await askUntilKept({ name: 'secret' }, { headers })).toBe('For readers.')
  await revokeToken(web.url, token)
  await expect
    .poll(async () => (await ask({ name: 'secret' }, { headers })).status, patience)
    .toBe(401)
})

test('each reader has answers of their own', async () => {
  await web.save({ name: 'shared', title: 'Shared', content: 'For all.' })
  const tokens = await Promise.all([makeToken(web.url), makeToken(web.url)])
  for (const { token } of tokens) {
    const { mux } = (await statusOf(gateway)).served
    expect((await ask({ name: 'shared' }, { headers: bearer(token) })).text).toBe('For all.')
    expect((await statusOf(gateway)).served.mux).toBe(mux + 1)
  }
})

test('64 connections ask for a thousand prompts, and each gets what it asked for', async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `many-${index}`)
  const rows = names.map((name) => `"${name}","Text of ${name}."`)
  const imported = await fetch(`${web.url}/api/v1/import`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: ['"act","prompt"', ...rows].join('\n'),
  })
  expect(await imported.text()).toContain('"created":1000')
  let next = 0
  const total = 3 * names.length
  const converse = async () => {
    for (let id = next++; id < total; id = next++) {
      const name = names[id % names.length]
      const { message, text } = await ask({ name }, { id })
      expect({ id: message.id, text }).toEqual({ id, text: `Text of ${name}.` })
    }
  }
  const { bytes } = (await statusOf(gateway)).served
  await Promise.all(Array.from({ length: 64 }, converse))
  expect((await statusOf(gateway)).served.bytes).toBeGreaterThanOrEqual(bytes + 900)
})
