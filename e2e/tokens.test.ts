import { statSync } from 'node:fs'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, promptbin, run, testSettings } from './product.ts'
import { Rest } from './rest.ts'

const data = createDataFolder()
const required = { PROMPTBIN_AUTH_REQUIRED: 'true' }
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, required)
  await new Rest(product.instance.web.url).create({ title: 'Greeting', content: 'Hello.' })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
})

const token = (...args: string[]) => run(['token', ...args, '--data-dir', data.path], required)

/** The prompts that somebody sees who brings this token over HTTP. */
async function promptsWith(secret: string): Promise<readonly string[]> {
  const client = new Client({ name: 'e2e', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${secret}` } }
  const url = new URL(product.instance.mcp.url)
  try {
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }))
    return (await client.listPrompts()).prompts.map(({ name }) => name)
  } finally {
    await client.close()
  }
}

test('a token that is made lets a program in, until it is revoked', async () => {
  const made = await token('create', '--name', 'laptop', '--expires', '90d')
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('shown only now') })
  const secret = made.stdout.trim()
  expect(secret).toMatch(/^pbn_[0-9A-Za-z]{38}$/)
  expect(await promptsWith(secret)).toEqual(['greeting'])

  const second = JSON.parse((await token('create', '--name', 'second', '--json')).stdout)
  expect(second).toMatchObject({ name: 'second', scopes: ['prompts:read'], expiresAt: null })
  const taken = await token('create', '--name', 'second', '--json')
  expect(taken.code).toBe(1)
  expect(taken.stderr).toContain('PB_TOKEN_NAME_TAKEN')

  const listed = await token('list')
  expect(listed.stdout).toMatch(new RegExp(`laptop +prompts:read +${secret.slice(-4)} `))
  expect(listed.stdout).not.toContain(secret)
  expect(JSON.parse((await token('list', '--json')).stdout).items).toHaveLength(2)

  expect(await token('revoke', 'laptop')).toMatchObject({ code: 0, stdout: 'laptop is revoked.\n' })
  await expect
    .poll(() => promptsWith(secret).catch(() => 'refused'), { timeout: 3_000 })
    .toBe('refused')
  expect(await promptsWith(second.token)).toEqual(['greeting'])
  const again = await token('revoke', 'laptop')
  expect(again.code).toBe(1)
})

/** An AI client that starts `promptbin mcp` over a data folder. */
async function clientOver(dataFolder: string): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1.0.0' })
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [promptbin, 'mcp', '--data-dir', dataFolder],
      env: { ...testSettings, ...required },
    }),
  )
  return client
}

test('an AI client that starts PromptBin itself needs no token, as its person needs none', async () => {
  expect((await fetch(product.instance.mcp.url, { method: 'POST' })).status).toBe(401)
  const client = await clientOver(data.path)
  expect((await client.listPrompts()).prompts).toMatchObject([{ name: 'greeting' }])
  await client.close()
  // What makes that so can be read by that person alone, and is told nowhere.
  expect(statSync(join(data.path, 'run', 'local.key')).mode & 0o777).toBe(0o600)
  expect((await run(['status', '--json', '--data-dir', data.path])).stdout).not.toContain('pbn_')
})

test('nor does it where PromptBin was not running, and there it may save as well', async () => {
  const folder = createDataFolder()
  const client = await clientOver(folder.path)
  const input = { title: 'Saved', content: 'Hello.' }
  expect(await client.callTool({ name: 'save_prompt', arguments: input })).not.toHaveProperty(
    'isError',
    true,
  )
  expect((await client.listPrompts()).prompts).toMatchObject([{ name: 'saved' }])
  await client.close()
  folder.remove()
})

test.each(['WEB', 'MCP', 'SUPERVISOR'])(
  'with PROMPTBIN_%s_HOST open to others and no login nothing starts',
  async (section) => {
    const folder = createDataFolder()
    const open = { [`PROMPTBIN_${section}_HOST`]: '0.0.0.0' }
    const started = await run(['start', '--data-dir', folder.path, '--json'], open)
    expect(started.code).toBe(5)
    expect(started.stderr).toContain('PB_CONFIG_NOT_LOOPBACK')
    expect(started.stderr).toContain(`${section.toLowerCase()}.host`)
    folder.remove()
  },
)
