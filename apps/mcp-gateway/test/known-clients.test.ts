import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anything } from './anything.ts'
import { type Served, serve } from './served.ts'
import { startWeb, type Web } from './web.ts'

/** More than make one first page, even of a client that reads no other. */
const libraryOf = 1_010

let web: Web
let served: Served

beforeAll(async () => {
  web = await startWeb()
  const rows = Array.from({ length: libraryOf - 1 }, (_, index) => `Prompt ${index},Text`)
  const response = await fetch(new URL('/api/v1/import?format=prompts-chat', web.url), {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: ['act,prompt', ...rows].join('\n'),
  })
  expect(await response.text()).toContain(`"created":${rows.length}`)
  await web.save({
    name: 'alpha-one',
    title: 'Alpha one',
    favourite: true,
    messages: [
      {
        role: 'user',
        parts: [{ text: 'Do {{x}} for {{y}}.' }, { resource: { uri: 'file:///notes.md' } }],
      },
    ],
    variables: [{ name: 'x' }, { name: 'y', required: true }],
  })
  served = serve(web.url)
})

afterAll(async () => {
  await served?.stop()
  await web?.stop()
})

interface ListAnswer {
  readonly prompts?: readonly { readonly name: string }[]
  readonly resources?: readonly { readonly name: string }[]
  readonly nextCursor?: string
}

describe.each(['modern', 'legacy'] as const)('in the %s era', (era) => {
  const connect = (name: string) => served.connect({ era, name })

  /** All pages of a list, each as the names that it has. */
  async function pagesOf(client: string, method: 'prompts/list' | 'resources/list') {
    const connected = await connect(client)
    const pages: (readonly string[])[] = []
    let cursor: string | undefined
    do {
      const params = cursor === undefined ? {} : { cursor }
      const answer = (await connected.request({ method, params }, anything)) as ListAnswer
      pages.push((answer.prompts ?? answer.resources ?? []).map((listed) => listed.name))
      cursor = answer.nextCursor
    } while (cursor !== undefined)
    return pages
  }

  const firstOf = async (client: string) => {
    const { prompts } = await (await connect(client)).listPrompts()
    return prompts.find((prompt) => prompt.name === 'alpha-one')
  }

  test('a client that makes commands of titles and arguments gets what makes good ones', async () => {
    const prompt = await firstOf('claude-code')
    expect(prompt?.title).toBe('alpha-one')
    expect(prompt?.arguments?.map(({ name }) => name)).toEqual(['y', 'x'])
  })

  test('others get the title and the order of the author', async () => {
    const prompt = await firstOf('somebody')
    expect(prompt?.title).toBe('Alpha one')
    expect(prompt?.arguments?.map(({ name }) => name)).toEqual(['x', 'y'])
  })

  test.each(['prompts/list', 'resources/list'] as const)(
    'a client that reads only the first page of %s finds far more there, and others go on',
    async (method) => {
      const [large, rest, ...none] = await pagesOf('mcp-use', method)
      expect(none).toEqual([])
      const pages = await pagesOf('somebody', method)
      expect(pages).toHaveLength(11)
      expect(pages[0]).toHaveLength(100)
      expect(large).toHaveLength(method === 'prompts/list' ? 1_000 : 982)
      expect([...(large ?? []), ...(rest ?? [])].toSorted()).toEqual(pages.flat().toSorted())
      expect(large?.[0]).toBe('alpha-one')
    },
  )

  test('a client that shows no prompts is told where to look for one that is named', async () => {
    const [codex, other] = [await connect('codex-mcp-client'), await connect('somebody')]
    expect(codex.getInstructions()).not.toContain('MCP prompt')
    expect(codex.getInstructions()).toContain('promptbin://prompts/{name}')
    expect(other.getInstructions()).toContain('as an MCP prompt or as the resource promptbin://')
    const [tools, others] = [(await codex.listTools()).tools, (await other.listTools()).tools]
    expect(tools.map((tool) => tool.name)).toEqual(others.map((tool) => tool.name))
    const toldMore = tools.filter(({ description }, at) => description !== others[at]?.description)
    expect(toldMore.map((tool) => tool.name)).toEqual(['search_prompts'])
    expect(toldMore[0]?.description).toContain('no menu of prompts')
    expect(countTokens(JSON.stringify(tools))).toBeLessThanOrEqual(1_500)
  })

  test('a client that shows no resources is told of none', async () => {
    expect((await connect('Zed')).getInstructions()).toContain('as an MCP prompt.')
    expect((await connect('Zed')).getInstructions()).not.toContain('promptbin://')
    expect((await connect('cline')).getInstructions()).not.toMatch(/promptbin:|MCP prompt/)
  })

  test('a client that fails on a link gets the address as text', async () => {
    const kinds = async (client: string) => {
      const connected = await connect(client)
      const given = { name: 'alpha-one', arguments: { x: 'this', y: 'me' } }
      const { messages } = await connected.getPrompt(given)
      return messages.map(({ content }) => content)
    }
    expect(await kinds('kiro')).toContainEqual({ type: 'text', text: 'file:///notes.md' })
    expect(await kinds('somebody')).toMatchObject([{}, { type: 'resource_link' }])
  })

  test('a client that shows the same twice gets text only', async () => {
    const client = await connect('kimi-code')
    const { tools } = await client.listTools()
    expect(tools.every((tool) => tool.outputSchema === undefined)).toBe(true)
    const found = await client.callTool({ name: 'search_prompts', arguments: {} })
    expect(found.structuredContent).toBeUndefined()
    expect(JSON.stringify(found.content)).toContain('alpha-one')
  })
})
