import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type ConnectedClient, clientKinds } from './mcp-clients.ts'
import { createDataFolder, Product, run } from './product.ts'
import { Rest } from './rest.ts'

/**
 * The one default rule: without version and label a prompt is the version labelled `production`,
 * else its newest. It is asked everywhere, in every state that the label can be in.
 */

const data = createDataFolder()
const name = 'greeting'
let product: Product
let browser: Browser
let page: Page
let rest: Rest
let clients: readonly ConnectedClient[]

beforeAll(async () => {
  product = await Product.start(data.path)
  const target = { mcpUrl: product.instance.mcp.url, dataFolder: data.path }
  rest = new Rest(product.instance.web.url)
  browser = await launchBrowser()
  page = await browser.newPage()
  clients = await Promise.all(clientKinds.map(({ connect }) => connect(target)))
  await rest.create({ name, title: 'Greeting', content: 'Text of version 1' })
  await rest.change(name, { content: 'Text of version 2' })
  await rest.change(name, { content: 'Text of version 3' })
})

afterAll(async () => {
  await Promise.all((clients ?? []).map((client) => client.close()))
  await browser?.close()
  await product?.stop()
  data.remove()
})

async function inTheBrowser(): Promise<string> {
  await page.goto(`${product.instance.web.url}/prompts/${name}`)
  return (await page.locator('#prompt-text .message-text').textContent()) ?? ''
}

async function onTheCommandLine(): Promise<string> {
  const rendered = await run(['render', name, '--data-dir', data.path])
  expect(rendered.code, rendered.stderr).toBe(0)
  return rendered.stdout.trim()
}

async function throughTheTool(client: ConnectedClient): Promise<string> {
  const result = await client.callTool('render_prompt', { name })
  return (result as { readonly structuredContent: { readonly text: string } }).structuredContent
    .text
}

/** What every face gives for the prompt without version and label. */
async function everywhere(): Promise<Record<string, string | undefined>> {
  const viaMcp = await Promise.all(
    clients.map(
      async (client, index): Promise<[string, string][]> => [
        [`a prompt for ${clientKinds[index]?.title}`, await client.promptText(name)],
        [`a tool for ${clientKinds[index]?.title}`, await throughTheTool(client)],
      ],
    ),
  )
  return {
    'REST, read': (await rest.get(name)).version.messages[0]?.text,
    'REST, rendered': (await rest.render(name)).text,
    'the command line': await onTheCommandLine(),
    'the page': await inTheBrowser(),
    ...Object.fromEntries(viaMcp.flat()),
  }
}

const read = async (path: string, home: string): Promise<unknown> =>
  (await fetch(new URL(path, home))).json()

/** Comes back when the gateway has heard of all that happened to the library so far. */
async function gatewayHasHeard(): Promise<void> {
  const { web, mcp } = product.instance
  const { generation } = (await read('/api/v1/stats', web.url)) as { generation: number }
  await expect.poll(() => read('/mcp-status', mcp.url)).toMatchObject({ feed: { generation } })
}

const states: readonly {
  readonly state: string
  readonly reach: () => Promise<void>
  readonly expected: string
}[] = [
  { state: 'without the label', reach: async () => {}, expected: 'Text of version 3' },
  {
    state: 'with the label on the first version',
    reach: () => rest.setLabel(name, 'production', { version: 1 }),
    expected: 'Text of version 1',
  },
  {
    state: 'with other labels elsewhere',
    reach: () => rest.setLabel(name, 'staging', { version: 3 }),
    expected: 'Text of version 1',
  },
  {
    state: 'after the label moved',
    reach: () => rest.setLabel(name, 'production', { version: 2 }),
    expected: 'Text of version 2',
  },
  {
    state: 'after it was rolled back',
    reach: () => rest.rollBackLabel(name, 'production'),
    expected: 'Text of version 1',
  },
  {
    state: 'after it was removed',
    reach: () => rest.removeLabel(name, 'production'),
    expected: 'Text of version 3',
  },
]

describe.each(states)('$state', ({ reach, expected }) => {
  test('REST, MCP, the command line and the page give the same version', async () => {
    await reach()
    await gatewayHasHeard()
    const given = await everywhere()
    expect(given).toEqual(Object.fromEntries(Object.keys(given).map((face) => [face, expected])))
  })
})
