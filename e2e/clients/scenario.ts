import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { Rest } from '../rest.ts'
import type { ClientKind, MatrixClient, Target } from './client-kind.ts'
import { startStatelessGateway } from './stateless-gateway.ts'

const greeting = {
  name: 'greeting',
  title: 'Greeting',
  description: 'Says hello.',
  content: 'Hello {{name}} from {{city}}, grüß dich – 你好',
  variables: [
    { name: 'name', required: true },
    { name: 'city', type: 'enum', options: ['Paris', 'Prague', 'Rome'], default: 'Rome' },
  ],
}

/** What `/mcp-status` tells that is looked at. */
interface Status {
  readonly requests: { readonly byVersion: Readonly<Record<string, number>> }
}

/** On a machine that does other things as well PromptBin asks to come again, which is not at stake here. */
const retry = { count: 5, condition: /has more to do than it can/ }

/** How often the gateways were asked in a version of the protocol. */
async function requestsIn(version: string, { mcpUrl, statelessUrl }: Target): Promise<number> {
  const counts = [mcpUrl, statelessUrl].map(async (url) => {
    const response = await fetch(new URL('/mcp-status', url))
    const status = (await response.json()) as Status
    return status.requests.byVersion[version] ?? 0
  })
  return (await Promise.all(counts)).reduce((sum, count) => sum + count)
}

/**
 * What every client has to be able to do with PromptBin, on one product for all of them: one after
 * the other, or at once where every question starts a process.
 */
export function passesTheScenario(kinds: readonly ClientKind[], order?: 'at once'): void {
  const describeEach = order === 'at once' ? describe.concurrent.each(kinds) : describe.each(kinds)
  const data = createDataFolder()
  let product: Product
  let stateless: Awaited<ReturnType<typeof startStatelessGateway>>
  let rest: Rest
  let target: Target

  beforeAll(async () => {
    product = await Product.start(data.path)
    const webUrl = product.instance.web.url
    rest = new Rest(webUrl)
    await rest.create(greeting)
    stateless = await startStatelessGateway(webUrl)
    target = {
      mcpUrl: product.instance.mcp.url,
      statelessUrl: stateless.url,
      dataFolder: data.path,
    }
  })

  afterAll(async () => {
    await stateless?.stop()
    await product?.stop()
    data.remove()
  })

  describeEach('$client $version $mode, $way', { retry }, (kind) => {
    let client: MatrixClient
    let askedBefore: number
    const watched = `watched-${kinds.indexOf(kind)}`

    beforeAll(async () => {
      askedBefore = await requestsIn(kind.speaks, target)
      client = await kind.connect(target)
      await rest.create({ name: watched, title: 'Watched', content: 'At first.' })
    })

    afterAll(() => client?.close())

    test('lists the prompts', async () => {
      expect(await client.prompts()).toContainEqual(
        expect.objectContaining({
          name: 'greeting',
          description: 'Says hello.',
          arguments: [
            expect.objectContaining({ name: 'name', required: true }),
            expect.objectContaining({ name: 'city', required: false }),
          ],
        }),
      )
    })

    test(`speaks ${kind.speaks}`, async () => {
      await client.prompts()
      expect(await requestsIn(kind.speaks, target)).toBeGreaterThan(askedBefore)
    })

    test('gets a prompt with what was given, and with the defaults of what was not', async () => {
      const text = await client.promptText('greeting', { name: 'Ada' })
      expect(text).toBe('Hello Ada from Rome, grüß dich – 你好')
    })

    test('is told in words what is missing, and never fails for it', async () => {
      expect(await client.promptText('greeting', {})).toContain('Hello {{name}} from Rome')
    })

    test('learns of an unknown prompt how to find the right one', async () => {
      await expect(client.promptText('nobody', {})).rejects.toThrow(
        'There is no prompt named "nobody". List or search the prompts to find the name.',
      )
    })

    test('reads a prompt as a resource, whose address it can make', async () => {
      const uri = 'promptbin://prompts/greeting?version=1'
      const [templates, text] = await Promise.all([client.templates(), client.resourceText(uri)])
      expect(templates).toContain('promptbin://prompts/{name}{?version,label}')
      expect(text).toBe(greeting.content)
    })

    test('finds, reads, renders and saves with the four tools', async () => {
      const tools = ['search_prompts', 'get_prompt', 'render_prompt', 'save_prompt']
      expect(await client.tools()).toEqual(tools)
      const name = `saved-${randomUUID()}`
      const saved = await client.call('save_prompt', { name, title: 'Saved', content: name })
      const [found, read, rendered] = await Promise.all([
        client.call('search_prompts', { query: name }),
        client.call('get_prompt', { name }),
        client.call('render_prompt', { name }),
      ])
      for (const { isError } of [saved, found, read, rendered]) expect(isError).not.toBe(true)
      expect(saved.structuredContent).toMatchObject({ name, version: 1, outcome: 'created' })
      expect(found.structuredContent).toMatchObject({ prompts: [{ name }] })
      expect(read.structuredContent).toMatchObject({ name, messages: [{ text: name }] })
      expect(rendered.structuredContent).toMatchObject({ name, text: name })
    })

    test.runIf(kind.completes)('completes an argument', async () => {
      expect(await client.complete?.('greeting', 'city', 'P')).toEqual(['Paris', 'Prague'])
    })

    test('gets what was changed, and is told of it if it can listen', async () => {
      const listening = kind.hears ? await client.listen?.() : undefined
      await rest.change(watched, { content: 'At last.' })
      if (kind.hears) await expect(listening?.changed).resolves.toBeUndefined()
      expect(await client.promptText(watched, {})).toBe('At last.')
    })
  })
}
