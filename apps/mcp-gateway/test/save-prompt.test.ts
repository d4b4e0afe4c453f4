import type { Client } from '@modelcontextprotocol/client'
import type { Principal, Scope } from '@promptbin/security'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

const save = async (client: Client, input: Record<string, unknown>) => {
  const result = await client.callTool({ name: 'save_prompt', arguments: input })
  return { ...result, saved: result.structuredContent as Record<string, unknown> }
}

const read = async (name: string) =>
  (await (await fetch(`${web.url}/api/v1/prompts/${name}`)).json()) as Record<string, unknown> & {
    version: Record<string, unknown>
  }

const writer: Principal = {
  id: 'token:ada',
  kind: 'token',
  scopes: new Set<Scope>(['prompts:read', 'prompts:write']),
}
const reader: Principal = { ...writer, id: 'token:eve', scopes: new Set<Scope>(['prompts:read']) }

describe.each(['modern', 'legacy'] as const)('a %s client', (era) => {
  const title = `Greeting ${era}`
  const name = `greeting-${era}`

  test('makes a prompt once however often it asks, signed with who and with what', async () => {
    const client = await served.connect({ era, name: 'my-client', principal: writer })
    const input = { title, content: 'Hello {{who}}', variables: [{ name: 'who', required: true }] }
    const first = await save(client, input)
    const again = await save(client, input)
    const url = `${web.url}/prompts/${name}`
    expect(first.saved).toEqual({ name, version: 1, url, outcome: 'created' })
    expect(again.saved).toMatchObject({ name, version: 1 })
    expect((await fetch(url)).status).toBe(200)
    expect(await read(name)).toMatchObject({
      latest: 1,
      version: { author: 'token:ada', client: 'my-client', n: 1 },
      variables: [{ name: 'who', required: true }],
    })
  })

  test('makes a new version, once, and only of what it has read', async () => {
    const client = await served.connect({ era })
    const change = { name, content: 'Good day', message: 'politer', expectedVersion: 1 }
    expect((await save(client, change)).saved).toMatchObject({ version: 2, outcome: 'saved' })
    expect((await save(client, change)).saved).toMatchObject({ version: 2, outcome: 'unchanged' })
    const late = await save(client, { ...change, content: 'Hey' })
    expect(late).toMatchObject({ isError: true })
    expect(late._meta).toMatchObject({ 'promptbin/errorCode': 'PB_PROMPT_CHANGED' })
    expect(JSON.stringify(late.content)).toContain('is 2, not 1; nothing was saved')
    expect(await read(name)).toMatchObject({ latest: 2, title, version: { message: 'politer' } })
  })

  test('of many that change the same version at once, one succeeds', async () => {
    const clients = await Promise.all([1, 2, 3, 4].map(() => served.connect({ era })))
    const results = await Promise.all(
      clients.map((client, n) => save(client, { name, content: `Try ${n}`, expectedVersion: 2 })),
    )
    expect(results.filter(({ isError }) => !isError)).toHaveLength(1)
    expect(await read(name)).toMatchObject({ latest: 3 })
  })

  test('is not hindered by a star that somebody set meanwhile', async () => {
    const client = await served.connect({ era })
    await client.callTool({ name: 'get_prompt', arguments: { name } })
    const starred = await fetch(`${web.url}/api/v1/prompts/${name}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify({ favourite: true }),
    })
    expect(starred.status).toBe(200)
    const { saved } = await save(client, { name, content: 'Starred', expectedVersion: 3 })
    expect(saved).toMatchObject({ version: 4, outcome: 'saved' })
  })

  test.each([
    [{ name: 'brand-new' }, 'needs a title and content'],
    [{ title: 'x', content: 'y', expectedVersion: -1 }, 'expectedVersion must be 0 or more'],
    [{ name: 'brand-new', title: 'x', content: 'y', expectedVersion: 3 }, 'no prompt named'],
    [{ title: 'x', content: 'y', variables: [{ name: 'a b' }] }, 'variables/0/name'],
    [{ name: 'Not A Slug', title: 'x', content: 'y' }, 'name'],
    [{ title: 'x', content: '{{> nobody}}' }, 'nobody'],
  ])('is told what is wrong with %j', async (input, words) => {
    const client = await served.connect({ era })
    const result = await save(client, input)
    expect(result.isError).toBe(true)
    expect(JSON.stringify(result.content)).toContain(words)
  })

  test('may not save without the scope, nor through a read-only profile, and sees no such tool', async () => {
    for (const visit of [
      { era, principal: reader },
      { era, profile: { name: 'safe', readOnly: true } },
    ]) {
      const client = await served.connect(visit)
      const { tools } = await client.listTools()
      expect(tools.map((tool) => tool.name)).toEqual([
        'search_prompts',
        'get_prompt',
        'render_prompt',
      ])
      const refused = await save(client, { title: 'Sneaky', content: 'x' })
      expect(refused).toMatchObject({ isError: true })
      expect(refused._meta).toMatchObject({ 'promptbin/errorCode': 'PB_MCP_WRITING_REFUSED' })
    }
    expect((await fetch(`${web.url}/api/v1/prompts/sneaky`)).status).toBe(404)
  })
})
