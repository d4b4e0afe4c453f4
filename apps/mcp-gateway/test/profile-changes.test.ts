import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { startWeb, type Web } from './web.ts'

let web: Web
let gateway: Gateway
const clients: Client[] = []

beforeAll(async () => {
  web = await startWeb()
  const profiles = [{ name: 'work', folder: 'work', readOnly: false }]
  gateway = await startGateway({ webUrl: web.url, profiles })
  await vi.waitFor(async () => {
    const status = await fetch(new URL('/mcp-status', gateway.url))
    expect(await status.json()).toMatchObject({ feed: { live: true } })
  })
})

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const uriOf = (name: string) => `promptbin://prompts/${name}`

async function change(name: string, fields: object): Promise<void> {
  const response = await fetch(new URL(`/api/v1/prompts/${name}`, web.url), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify(fields),
  })
  expect(response.status).toBe(200)
}

type Mode = 'legacy' | { readonly pin: string }

/** A client that follows resources at an address; gives what it is told, in the order in which it is. */
async function follow(path: string, mode: Mode, uris: readonly string[]) {
  const told: string[] = []
  const client = new Client({ name: 'a', version: '1' }, { versionNegotiation: { mode } })
  clients.push(client)
  client.fallbackNotificationHandler = async ({ method, params }) => {
    told.push((Object(params) as { uri?: string }).uri ?? method)
  }
  await client.connect(new StreamableHTTPClientTransport(new URL(path, gateway.url)))
  if (mode === 'legacy') for (const uri of uris) await client.subscribeResource({ uri })
  else await client.listen({ promptsListChanged: true, resourceSubscriptions: [...uris] })
  return { client, told }
}

const listChanged = 'notifications/prompts/list_changed'

test.each<[string, Mode]>([
  ['2026-07-28', { pin: '2026-07-28' }],
  ['2025-11-25', 'legacy'],
])(
  'a prompt that comes into a profile is told of, and one that left it is not, %s',
  async (revision, mode) => {
    const names = ['moving', 'staying', 'away'].map((name) => `${name}-${revision}`)
    const [moving = '', staying = '', away = ''] = names
    await web.save({ name: moving, title: 'Moving', content: 'x', folder: 'work' })
    await web.save({ name: staying, title: 'Staying', content: 'x', folder: 'work/deep' })
    await web.save({ name: away, title: 'Away', content: 'x', folder: 'home' })
    const uris = names.map(uriOf)
    const { client, told } = await follow('/mcp/work', mode, uris)
    const everything = await follow('/mcp', mode, uris)
    const seen = async () => (await client.listPrompts()).prompts.map(({ name }) => name)
    /** Changes a prompt of the profile last, and gives what was told until that was. */
    const toldBy = async (...changes: (() => Promise<void>)[]) => {
      told.length = 0
      for (const one of changes) await one()
      await change(staying, { content: crypto.randomUUID() })
      await expect.poll(() => told).toContain(uriOf(staying))
      return new Set(told)
    }

    expect(await seen()).toContain(moving)
    const leaving = await toldBy(() => change(moving, { folder: 'home' }))
    expect(leaving).toContain(listChanged)
    expect(leaving).not.toContain(uriOf(moving))
    expect(await seen()).not.toContain(moving)

    const outside = await toldBy(
      () => change(moving, { content: 'y' }),
      () => change(away, { content: 'y' }),
    )
    expect([...outside].filter((uri) => uri === uriOf(moving) || uri === uriOf(away))).toEqual([])
    // Who is served the whole library followed the very same, and was told all along.
    expect(everything.told).toEqual(expect.arrayContaining([uriOf(moving), uriOf(away)]))

    const coming = await toldBy(
      () => change(away, { folder: 'work' }),
      () => change(away, { content: 'z' }),
    )
    expect(coming).toContain(listChanged)
    expect(coming).toContain(uriOf(away))
    expect(await seen()).toContain(away)
  },
)
