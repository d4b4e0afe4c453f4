import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { bearer, makeToken, type Wanted } from './tokens.ts'

/** In every text, title, tag and variable that stands outside of the folders of the tokens. */
const canary = 'quetzal'

let web: Web
let gateway: Gateway
let outsideId: string

const at = (path: string) => new URL(path, web.url)

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'if-match': '*' }
  for (;;) {
    const response = await fetch(at(path), { method, headers, body: JSON.stringify(body) })
    const answer = await response.text()
    if (response.ok) return (answer === '' ? undefined : JSON.parse(answer)) as Answer
    // While prompt-web is overloaded, as after a start on a busy machine, it is tried again.
    if (response.status !== 503) throw new Error(answer)
  }
}

const save = (name: string, folder: string, fields: object = {}) =>
  web.save({ name, title: name, content: `About ${name}.`, folder, ...fields } as never)

const secret = {
  title: `The ${canary}`,
  description: `${canary}`,
  content: `The ${canary} of {{${canary}_owner}}.`,
  variables: [{ name: `${canary}_owner` }],
  tags: [canary],
}

beforeAll(async () => {
  web = await startWeb()
  await save('inside', 'team/blog', { tags: ['ours'] })
  await save('other-folder', 'drafts')
  await save('moving', 'team/blog')
  await save('formerly', 'vault', secret)
  await ask('PATCH', '/api/v1/prompts/formerly', { name: 'outside' })
  outsideId = (await ask<{ id: string }>('GET', '/api/v1/prompts/outside')).id
  await save('including', 'team/blog', { content: '{{> outside}} and {{> inside}}' })
  gateway = await startGateway({ webUrl: web.url, settings: { authRequired: true } })
})
afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const clients: Client[] = []
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

type Mode = 'legacy' | { readonly pin: string }

/** A client with a token; `told` is what it is told, in the order in which it is. */
async function connect(mode: Mode, wanted: Wanted) {
  const { token } = await makeToken(web.url, {
    scopes: ['prompts:read', 'prompts:write'],
    ...wanted,
  })
  const requestInit = { headers: bearer(token) }
  const told: string[] = []
  // While prompt-web is overloaded, as after a start on a busy machine, nobody can be let in.
  const client = await vi.waitFor(async () => {
    const attempt = new Client({ name: 'a', version: '1' }, { versionNegotiation: { mode } })
    await attempt.connect(
      new StreamableHTTPClientTransport(new URL('/mcp', gateway.url), { requestInit }),
    )
    return attempt
  })
  client.fallbackNotificationHandler = async ({ method, params }) => {
    told.push((Object(params) as { uri?: string }).uri ?? method)
  }
  clients.push(client)
  return { client, told }
}

const namesOf = async (client: Client) =>
  (await client.listPrompts()).prompts.map(({ name }) => name).sort()

const callTool = (client: Client, name: string, input: Record<string, unknown>) =>
  client.callTool({ name, arguments: input })

/** Says what an answer or a refusal says. */
const said = async (asking: Promise<unknown>) =>
  JSON.stringify(await asking.catch(({ message, data }) => ({ refused: true, message, data })))

describe.each<[string, Mode]>([
  ['2026-07-28', { pin: '2026-07-28' }],
  ['2025-11-25', 'legacy'],
])('a token with folders over MCP, %s', (_revision, mode) => {
  let client: Client
  beforeEach(async () => {
    ;({ client } = await connect(mode, { folders: ['team/blog'] }))
  })

  test('lists, completes, counts and finds what is inside alone', async () => {
    const inside = ['including', 'inside', 'moving']
    expect(await namesOf(client)).toEqual(inside)
    const resources = await client.listResources()
    expect(resources.resources.map(({ uri }) => uri).join()).not.toMatch(/outside|other-folder/)
    const list = await said(client.readResource({ uri: 'promptbin://list-prompts' }))
    expect(list).toContain('\\"total_count\\":3')
    const search = (q: string) => callTool(client, 'search_prompts', { query: q })
    for (const words of [canary, 'quetzla', 'quetz', `tag:${canary}`, 'folder:vault']) {
      expect((await search(words)).structuredContent).toMatchObject({ prompts: [] })
    }
    const ref = { type: 'ref/resource', uri: 'promptbin://prompts/{name}{?version,label}' } as const
    const completed = await client.complete({ ref, argument: { name: 'name', value: '' } })
    expect(completed.completion.values.toSorted()).toEqual(inside)
    expect(list + (await said(search(canary)))).not.toContain(canary)
  })

  test('what is outside is unknown by name, old name and id, in every way', async () => {
    for (const name of ['outside', 'formerly', outsideId, 'other-folder']) {
      const answers = [
        client.getPrompt({ name }),
        client.readResource({ uri: `promptbin://prompts/${name}` }),
        client.readResource({ uri: `promptbin://get-prompt/${name}` }),
        client.readResource({ uri: `promptbin://get-prompt-by-name/${name}` }),
        client.readResource({ uri: `skill://${name}/SKILL.md` }),
        callTool(client, 'get_prompt', { name }),
        callTool(client, 'render_prompt', { name }),
        callTool(client, 'save_prompt', { name, content: 'Mine.', expectedVersion: 1 }),
      ]
      for (const [index, answer] of (await Promise.all(answers.map(said))).entries()) {
        expect(answer, `${name}, ${index}`).toMatch(/"refused":true|"isError":true/)
        expect(answer, `${name}, ${index}`).not.toMatch(new RegExp(`${canary}|About`))
      }
    }
  })

  test('what is included from outside stays as it is written', async () => {
    const rendered = await said(client.getPrompt({ name: 'including' }))
    expect(rendered).toContain('{{> outside}} and About inside.')
    const shown = await said(callTool(client, 'get_prompt', { name: 'including' }))
    expect(rendered + shown).not.toContain(canary)
  })

  test('what is written stays inside, and includes nothing from outside', async () => {
    const write = (input: Record<string, unknown>) => said(callTool(client, 'save_prompt', input))
    const outside = () => ask<{ generation: number }>('GET', '/api/v1/prompts/outside')
    const before = await outside()
    const title = `New ${crypto.randomUUID()}`
    const made = await callTool(client, 'save_prompt', { title, content: 'Hello.' })
    const { name } = made.structuredContent as { name: string }
    const { folder } = await ask<{ folder: string }>('GET', `/api/v1/prompts/${name}`)
    expect(folder).toBe('team/blog')
    expect(await write({ title: 'Away', content: 'a', folder: 'vault' })).toContain(
      'PB_FOLDER_OUTSIDE',
    )
    expect(await write({ name: 'inside', folder: 'vault' })).toContain('PB_FOLDER_OUTSIDE')
    expect(await write({ title: 'Sly', content: '{{> outside}}' })).toContain('PB_PROMPT_NOT_FOUND')
    expect(await write({ name: 'outside', title: 'Mine', content: 'Mine.' })).toContain('isError')
    expect(await outside()).toEqual(before)
    await ask('DELETE', `/api/v1/prompts/${name}`)
  })

  test('nothing is told of what happens outside, not even that it happens', async () => {
    const uris = ['inside', 'moving', 'outside', 'formerly'].map(
      (name) => `promptbin://prompts/${name}`,
    )
    const follow = async ({ client, told }: Awaited<ReturnType<typeof connect>>) => {
      if (mode === 'legacy') for (const uri of uris) await client.subscribeResource({ uri })
      else await client.listen({ promptsListChanged: true, resourceSubscriptions: [...uris] })
      return told
    }
    const limited = await connect(mode, { folders: ['team/blog'] })
    const told = await follow(limited)
    const everything = await follow(await connect(mode, {}))
    const change = (name: string, fields: object) => ask('PATCH', `/api/v1/prompts/${name}`, fields)
    const listChanged = 'notifications/prompts/list_changed'

    await change('outside', { content: `More ${canary} ${crypto.randomUUID()}` })
    await expect.poll(() => everything).toContain('promptbin://prompts/outside')
    expect(everything).toContain(listChanged)
    expect(told).toEqual([])

    await change('inside', { title: `Inside ${crypto.randomUUID()}` })
    await expect.poll(() => told).toContain('promptbin://prompts/inside')
    expect(told).toContain(listChanged)

    for (const folder of ['vault', 'team/blog']) {
      told.length = 0
      await change('moving', { folder })
      await expect.poll(() => told).toContain(listChanged)
      const isInside = folder === 'team/blog'
      expect((await namesOf(limited.client)).includes('moving')).toBe(isInside)
    }
    expect(told.filter((one) => /outside|formerly/.test(one))).toEqual([])
  })
})

test('copies are kept apart by folders, also while the library is away', async () => {
  const mode = { pin: '2026-07-28' }
  const whole = (await connect(mode, {})).client
  const blog = (await connect(mode, { folders: ['team/blog'] })).client
  const drafts = (await connect(mode, { folders: ['drafts'] })).client
  const seen = async (name: string) =>
    Promise.all(
      [whole, blog, drafts].map(
        async (client) => !(await said(client.getPrompt({ name }))).includes('refused'),
      ),
    )
  const everywhere = async () => ({
    outside: await seen('outside'),
    inside: await seen('inside'),
    'other-folder': await seen('other-folder'),
    lists: (await Promise.all([whole, blog, drafts].map(namesOf))).map(({ length }) => length),
  })
  const there = await everywhere()
  expect(there).toEqual({
    outside: [true, false, false],
    inside: [true, true, false],
    'other-folder': [true, false, true],
    lists: [5, 3, 1],
  })
  // Again, from the bytes that were kept; and with nobody to ask.
  expect(await everywhere()).toEqual(there)
  await web.kill()
  expect(await everywhere()).toEqual(there)
})
