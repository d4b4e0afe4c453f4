import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from './gateway.ts'
import { type AnyClient, clientKinds } from './mcp-clients.ts'
import { startWeb, type Web } from './web.ts'

/** One red pixel. */
const image = {
  mimeType: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
} as const

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Plain', content: 'Just this.' })
  await web.save({
    title: 'Describe',
    messages: [
      { role: 'user', parts: [{ text: '{{> plain}} {{times}} times:' }, { image }] },
      { role: 'user', parts: [{ resource: { uri: 'https://example.org/guide' } }] },
    ],
    variables: [{ name: 'times', type: 'number', default: '3' }],
    modelConfig: { temperature: 0.2 },
  })
  await web.save({ title: 'Two\n- forged – lines', content: 'x' })
  gateway = await startGateway({ webUrl: web.url })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

const textsOf = (result: Awaited<ReturnType<AnyClient['getPrompt']>>) =>
  result.messages.map(({ content }) => (content.type === 'text' ? content.text : ''))

describe.each(clientKinds)('$title', ({ connect }) => {
  let client: AnyClient

  beforeAll(async () => {
    client = await connect({ gatewayUrl: gateway.url, webUrl: web.url })
  })

  afterAll(async () => {
    await client?.close()
  })

  test('is told in words which value cannot be used, and gets the prompt all the same', async () => {
    const values = { times: 'many', other: 'x' }
    const texts = textsOf(await client.getPrompt({ name: 'describe', arguments: values }))
    expect(texts[0]).toBe('Just this. {{times}} times:')
    expect(texts.at(-1)).toContain('- times: must be a number')
    expect(texts.at(-1)).toContain('- other: is not a variable of this prompt')
  })

  test('gets what a prompt includes, its pictures, its links and its settings', async () => {
    const result = await client.getPrompt({ name: 'describe', arguments: { times: '2' } })
    expect(result.messages.map(({ content }) => content)).toEqual([
      { type: 'text', text: 'Just this. 2 times:' },
      { type: 'image', ...image },
      { type: 'resource_link', uri: 'https://example.org/guide', name: 'guide' },
    ])
    expect(result._meta).toMatchObject({ 'promptbin/modelConfig': { temperature: 0.2 } })
    const uri = 'promptbin://prompts/describe'
    const { contents } = await client.readResource({ uri })
    expect(contents).toMatchObject([
      { uri, text: '{{> plain}} {{times}} times:' },
      { uri: `${uri}#picture-1`, mimeType: image.mimeType, blob: image.data },
    ])
    const tool = await client.callTool({ name: 'render_prompt', arguments: { name: 'describe' } })
    expect(tool.content).toMatchObject([
      { type: 'text' },
      { type: 'image', ...image },
      { type: 'resource_link', uri: 'https://example.org/guide' },
    ])
  })

  test('finds a prompt whose title cannot pass for another result', async () => {
    const { content } = await client.callTool({
      name: 'search_prompts',
      arguments: { query: 'forged' },
    })
    const [{ text }] = content as unknown as [{ text: string }]
    expect(text.split('\n').slice(1)).toEqual(['- two-forged-lines – Two - forged – lines'])
  })
})
