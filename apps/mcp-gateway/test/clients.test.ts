import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { type AnyClient, clientKinds } from './mcp-clients.ts'
import { startWeb, type Web } from './web.ts'

/** More than one page of prompts. */
const count = 103

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  for (let n = 3; n < count; n++) await web.save({ title: `Filler ${n}`, content: 'text' })
  await web.save({
    title: 'Linux Terminal',
    description: 'Acts as a terminal.',
    tags: ['dev'],
    messages: [
      { role: 'system', text: 'You are a terminal on {{host}}.' },
      { role: 'user', text: 'Run {{command}}, not {{other}}' },
      { role: 'assistant', text: '$' },
    ],
    variables: [
      { name: 'command', required: true, description: 'What to run.' },
      { name: 'host', default: 'localhost' },
    ],
  })
  await web.save({ title: 'Héllo wörld ⚡', content: 'Grüße, {{name}} – 你好' })
  await web.save({ title: 'Plain', content: 'Just this.' })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const textsOf = (result: Awaited<ReturnType<AnyClient['getPrompt']>>) =>
  result.messages.map(({ role, content }) => [role, content.type === 'text' ? content.text : ''])

describe.each(clientKinds)('$title', ({ connect }) => {
  let client: AnyClient

  beforeAll(async () => {
    client = await connect({ gatewayUrl: gateway.url, webUrl: web.url })
  })

  afterAll(async () => {
    await client?.close()
  })

  test('learns what PromptBin is and only the abilities that it has', () => {
    const capabilities = client.getServerCapabilities() ?? {}
    const known = ['prompts', 'resources', 'tools', 'completions', 'extensions']
    expect(capabilities).toMatchObject({ prompts: {}, resources: {}, tools: {}, completions: {} })
    expect(known).toEqual(expect.arrayContaining(Object.keys(capabilities)))
    expect(client.getInstructions()).toContain('search_prompts')
  })

  test('lists every prompt, each once and with a description', async () => {
    const names: string[] = []
    let cursor: string | undefined
    do {
      const page = await client.listPrompts(cursor === undefined ? undefined : { cursor })
      for (const { name, description } of page.prompts) {
        expect(description).not.toBe('')
        names.push(name)
      }
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(names).toHaveLength(count)
    expect(new Set(names).size).toBe(count)
  })

  test('sees which arguments a prompt takes', async () => {
    const { prompts } = await client.listPrompts()
    const found = prompts.find(({ name }) => name === 'linux-terminal')
    expect(found).toMatchObject({
      title: 'Linux Terminal',
      description: 'Acts as a terminal.',
      arguments: [
        { name: 'command', description: 'What to run.', required: true },
        { name: 'host', description: 'Without a value: localhost', required: false },
      ],
    })
  })

  test('gets a prompt with its arguments filled in, and where it comes from', async () => {
    const result = await client.getPrompt({
      name: 'linux-terminal',
      arguments: { command: '{{host}}' },
    })
    expect(textsOf(result)).toEqual([
      ['user', 'You are a terminal on localhost.'],
      ['user', 'Run {{host}}, not {{other}}'],
      ['assistant', '$'],
    ])
    expect(result._meta).toMatchObject({
      'promptbin/name': 'linux-terminal',
      'promptbin/version': 1,
      'promptbin/label': 'latest',
      'promptbin/sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
      'promptbin/renderId': expect.any(String),
    })
  })

  test('is told what to ask the person for when a required argument is missing', async () => {
    const texts = textsOf(await client.getPrompt({ name: 'linux-terminal' }))
    expect(texts).toHaveLength(4)
    expect(texts[1]).toEqual(['user', 'Run {{command}}, not {{other}}'])
    expect(texts[3]?.[1]).toContain('- command: What to run.')
    expect(texts[3]?.[1]).toContain('Ask the person for it')
  })

  test('gets text of any script unharmed', async () => {
    const texts = textsOf(await client.getPrompt({ name: 'hello-world', arguments: {} }))
    expect(texts).toEqual([['user', 'Grüße, {{name}} – 你好']])
  })

  test('learns how to find the name when it asks for an unknown prompt', async () => {
    await expect(client.getPrompt({ name: 'nobody' })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('There is no prompt named "nobody"'),
      data: { code: 'PB_PROMPT_NOT_FOUND', retryable: false },
    })
  })

  test('reads a prompt as a resource, as it was written', async () => {
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toContain(
      'promptbin://prompts/{name}{?version,label}',
    )
    const { resources } = await client.listResources()
    const uri = 'promptbin://prompts/linux-terminal'
    expect(resources.map((resource) => resource.uri)).toContain(uri)
    const { contents } = await client.readResource({ uri: `${uri}?version=1` })
    expect(contents).toMatchObject([
      {
        uri: `${uri}?version=1`,
        mimeType: 'text/plain',
        text: 'You are a terminal on {{host}}.\n\nRun {{command}}, not {{other}}\n\n$',
        _meta: { 'promptbin/name': 'linux-terminal', 'promptbin/version': 1 },
      },
    ])
  })

  test.each([
    ['promptbin://prompts/nobody', 'PB_PROMPT_NOT_FOUND'],
    ['promptbin://prompts/linux-terminal?version=9', 'PB_VERSION_NOT_FOUND'],
    ['promptbin://prompts/linux-terminal?version=x', 'PB_MCP_RESOURCE_VERSION_INVALID'],
    ['file:///etc/passwd', 'PB_MCP_RESOURCE_UNKNOWN'],
  ])('learns why %s cannot be read', async (uri, code) => {
    await expect(client.readResource({ uri })).rejects.toMatchObject({
      code: -32602,
      data: { code, uri },
    })
  })

  test('finds four tools, described and as safe to call as they say', async () => {
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name)).toEqual([
      'search_prompts',
      'get_prompt',
      'render_prompt',
      'save_prompt',
    ])
    for (const tool of tools) {
      expect(tool).toMatchObject({ title: expect.any(String), description: expect.any(String) })
      const readOnlyHint = tool.name !== 'save_prompt'
      expect(tool.annotations).toMatchObject({ readOnlyHint, openWorldHint: false })
      expect(tool.outputSchema).toMatchObject({ type: 'object' })
    }
  })

  test('searches with a tool', async () => {
    const found = await client.callTool({
      name: 'search_prompts',
      arguments: { query: 'terminal' },
    })
    expect(found.structuredContent).toMatchObject({
      prompts: [{ name: 'linux-terminal', arguments: [{ name: 'command', required: true }, {}] }],
      total: { value: 1, exact: true },
    })
    expect(JSON.stringify(found.content)).toContain('linux-terminal – Linux Terminal')
  })

  test('renders with a tool, numbers as they are', async () => {
    const rendered = await client.callTool({
      name: 'render_prompt',
      arguments: { name: 'linux-terminal', arguments: { command: 7 }, version: 1 },
    })
    expect(rendered.structuredContent).toMatchObject({
      name: 'linux-terminal',
      version: 1,
      missing: [],
      text: 'You are a terminal on localhost.\n\nRun 7, not {{other}}\n\n$',
    })
    expect(rendered._meta).toMatchObject({ 'promptbin/version': 1 })
  })

  test('is told by the tool what to ask for', async () => {
    const rendered = await client.callTool({
      name: 'render_prompt',
      arguments: { name: 'linux-terminal' },
    })
    expect(rendered.structuredContent).toMatchObject({ missing: ['command'] })
    expect(JSON.stringify(rendered.content)).toContain('- command: What to run.')
  })

  test.each([
    ['search_prompts', { limit: 'ten' }, 'limit must be a whole number'],
    ['search_prompts', { limit: 51 }, 'limit must be 50 or less'],
    ['search_prompts', { words: 'x' }, 'words is not a known field'],
    ['render_prompt', {}, 'name'],
    ['render_prompt', { name: 'nobody' }, 'There is no prompt named'],
    [
      'render_prompt',
      { name: 'linux-terminal', arguments: 'command' },
      'arguments must be an object',
    ],
  ])(
    'a wrong call of %s with %j is a result that says what is right',
    async (name, input, words) => {
      const result = await client.callTool({ name, arguments: input })
      expect(result.isError).toBe(true)
      expect(JSON.stringify(result.content)).toContain(words)
    },
  )

  test('learns which tools there are when it calls an unknown one', async () => {
    await expect(client.callTool({ name: 'delete_all' })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('search_prompts, get_prompt, render_prompt'),
    })
  })
})

const seenByUs = clientKinds.filter(({ title }) => !title.includes('--stdio'))

test.each(seenByUs)('$title speaks $protocolVersion', async ({ connect, protocolVersion }) => {
  const client = await connect({ gatewayUrl: gateway.url, webUrl: web.url })
  await client.listTools()
  await client.close()
  const listed = gateway.log.filter(({ method }) => method === 'tools/list')
  expect(listed.at(-1)).toMatchObject({ protocol_version: protocolVersion })
})
