import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApp, savePrompt, send, startTestApp, type TestApp } from '../test-app.ts'

let web: TestApp
let limited: Readonly<Record<string, string>>
let several: Readonly<Record<string, string>>

const tokenFor = async (name: string, folders: readonly string[]) => {
  const scopes = ['prompts:read', 'prompts:write']
  const made = await send(web.app, 'POST', '/api/v1/tokens', { body: { name, scopes, folders } })
  return { authorization: `Bearer ${made.json().token}` }
}

beforeAll(async () => {
  web = await openTestApp()
  await savePrompt(web.app, { name: 'inside', folder: 'team/blog', tags: ['ours'] })
  await savePrompt(web.app, { name: 'below', folder: 'team/blog/2026' })
  await savePrompt(web.app, { name: 'beside', folder: 'team/blogs', tags: ['theirs'] })
  await savePrompt(web.app, { name: 'drafted', folder: 'drafts' })
  await savePrompt(web.app, { name: 'outside', content: 'the secret text' })
  limited = await tokenFor('limited', ['team/blog'])
  several = await tokenFor('several', ['team/blog', 'drafts'])
})
afterAll(() => web.close())

const ask = (
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  body?: unknown,
  headers = limited,
) =>
  send(web.app, method, url, {
    headers: { ...headers, ...(method === 'GET' || method === 'POST' ? {} : { 'if-match': '*' }) },
    ...(body !== undefined && { body }),
  })

const namesIn = async (url: string, headers = limited) =>
  (await ask('GET', url, undefined, headers)).json().items.map(({ name }: { name: string }) => name)

test('lists have what is in the folders and below them, on every page', async () => {
  expect((await namesIn('/api/v1/prompts')).sort()).toEqual(['below', 'inside'])
  expect((await namesIn('/api/v1/prompts?folder=team/blog/2026')).sort()).toEqual(['below'])
  expect(await namesIn('/api/v1/prompts?folder=team/blogs')).toEqual([])
  expect(await namesIn('/api/v1/prompts?q=secret')).toEqual([])
  expect((await namesIn('/api/v1/prompts', several)).sort()).toEqual(['below', 'drafted', 'inside'])
  const seen: string[] = []
  let url = '/api/v1/prompts?limit=1'
  for (;;) {
    const { items, nextCursor } = (await ask('GET', url, undefined, several)).json()
    seen.push(...items.map(({ name }: { name: string }) => name))
    if (nextCursor === null) break
    url = `/api/v1/prompts?limit=1&cursor=${encodeURIComponent(nextCursor)}`
  }
  expect(seen.sort()).toEqual(['below', 'drafted', 'inside'])
  expect(await namesIn('/api/v1/tags')).toEqual(['ours'])
  expect((await namesIn('/api/v1/folders')).sort()).toEqual(['team/blog', 'team/blog/2026'])
})

test.each([
  ['GET', '/api/v1/prompts/beside'],
  ['GET', '/api/v1/prompts/outside'],
  ['GET', '/api/v1/prompts/outside/versions'],
  ['GET', '/api/v1/prompts/outside/versions/1'],
  ['GET', '/api/v1/prompts/outside/uses'],
  ['POST', '/api/v1/prompts/outside/render'],
  ['PATCH', '/api/v1/prompts/outside', { title: 'Mine' }],
  ['DELETE', '/api/v1/prompts/outside'],
  ['PUT', '/api/v1/prompts/outside/labels/production', { version: 1 }],
  ['POST', '/api/v1/shares', { prompt: 'outside' }],
  ['POST', '/api/v1/prompts', { title: 'A', content: '{{> outside}}', folder: 'team/blog' }],
  ['POST', '/api/v1/preview', { draft: { title: 'A', content: '{{> outside}}' } }],
] as const)('%s %s is answered as if nothing were there', async (method, url, body?: unknown) => {
  const refused = await ask(method, url, body)
  expect(refused.json()).toMatchObject({ status: 404, code: 'PB_PROMPT_NOT_FOUND' })
  expect(refused.body).not.toContain('the secret text')
})

test('what is written stays inside, and stands in the first folder unless told', async () => {
  const made = await ask('POST', '/api/v1/prompts', { title: 'New one', content: 'Hello.' })
  expect(made.json()).toMatchObject({ folder: 'team/blog', version: { author: 'token:limited' } })
  for (const folder of ['', 'team', 'elsewhere']) {
    const moved = await ask('PATCH', '/api/v1/prompts/inside', { folder })
    expect(moved.json()).toMatchObject({ status: 403, code: 'PB_FOLDER_OUTSIDE' })
  }
  expect((await ask('PATCH', '/api/v1/prompts/inside', { title: 'Ours' })).statusCode).toBe(200)
})

test.each(['/api/v1/stats', '/api/v1/export', '/api/v1/shares', '/api/v1/trash', '/api/v1/events'])(
  '%s tells of the whole library, and is refused',
  async (url) => {
    expect((await ask('GET', url)).json()).toMatchObject({ status: 403, code: 'PB_TOKEN_LIMITED' })
  },
)

test('a token that may run PromptBin is limited to nothing', async () => {
  const { app } = await startTestApp()
  const body = { name: 'a', scopes: ['admin'], folders: ['drafts'] }
  const refused = await send(app, 'POST', '/api/v1/tokens', { body })
  expect(refused.json()).toMatchObject({ status: 422, code: 'PB_TOKEN_FOLDERS_ADMIN' })
})

test('what is included from outside stays as it is written, and its variables are not told', async () => {
  const variables = [{ name: 'owner', description: 'Whose?' }]
  const drawn = { content: 'Of {{owner}}.', variables, folder: 'drafts' }
  await savePrompt(web.app, { name: 'drawn', ...drawn })
  const made = await ask(
    'POST',
    '/api/v1/prompts',
    {
      name: 'composed',
      title: 'Composed',
      content: '{{> drawn}} {{> inside}}',
      folder: 'team/blog',
    },
    several,
  )
  expect(made.statusCode).toBe(201)
  const render = async (headers = limited) =>
    (await ask('POST', '/api/v1/prompts/composed/render', {}, headers)).json()
  expect((await render(several)).text).toBe('Of . Act as a terminal.')
  expect((await render()).text).toBe('{{> drawn}} Act as a terminal.')
  expect((await ask('GET', '/api/v1/prompts/composed')).json().variables).toEqual([])
  const listed = (await ask('GET', '/api/v1/prompts?q=composed')).json().items
  expect(listed).toMatchObject([{ name: 'composed', variables: [] }])
})

test('a prompt that is included from outside is kept, and by what is not told', async () => {
  await savePrompt(web.app, { name: 'user-outside', content: '{{> below}}' })
  const refused = await ask('DELETE', '/api/v1/prompts/below')
  expect(refused.json()).toMatchObject({ status: 409, code: 'PB_PROMPT_IN_USE' })
  expect(refused.body).not.toContain('user-outside')
})
