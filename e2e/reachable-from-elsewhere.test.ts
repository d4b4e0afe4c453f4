import { request } from 'node:http'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'

const data = createDataFolder()
const setUpToken = 'the-set-up-token-of-these-tests'
const password = 'six quiet herons wade'

/** All three services for everybody; the tests ask them over loopback all the same. */
const settings = {
  PROMPTBIN_WEB_HOST: '0.0.0.0',
  PROMPTBIN_WEB_ALLOWED_HOSTS: 'prompts.example.org',
  PROMPTBIN_SUPERVISOR_HOST: '0.0.0.0',
  PROMPTBIN_SUPERVISOR_ALLOWED_HOSTS: 'prompts.example.org',
  PROMPTBIN_MCP_HOST: '0.0.0.0',
  PROMPTBIN_MCP_PUBLIC_URL: 'https://prompts.example.org/mcp',
  PROMPTBIN_AUTH_REQUIRED: 'true',
  PROMPTBIN_AUTH_SETUP_TOKEN: setUpToken,
}
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, settings)
})
afterAll(async () => {
  await product?.stop()
  data.remove()
})

type Part = 'web' | 'mcp' | 'supervisor'

const at = (part: Part, path: string) => new URL(path, product.instance[part].url)
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** What a service answers to somebody who calls it by this name, and follows nothing. */
function statusAs(host: string, url: URL, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { ...headers, host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject).end()
  })
}

/** Sends a form as a browser does, and gives the cookie that it is to keep. */
async function sendForm(part: Part, path: string, fields: Record<string, string>) {
  const url = at(part, path)
  const answer = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: url.origin },
    redirect: 'manual',
  })
  const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';')
  return { status: answer.status, cookie }
}

const makeToken = async (...options: string[]) => {
  const args = ['token', 'create', ...options, '--data-dir', data.path]
  const { code, stdout, stderr } = await run(args, settings)
  expect(code, stderr).toBe(0)
  return stdout.trim()
}

async function promptsOver(token: string): Promise<readonly string[]> {
  const client = new Client({ name: 'e2e', version: '1.0.0' })
  const requestInit = { headers: bearer(token) }
  await client.connect(new StreamableHTTPClientTransport(at('mcp', '/mcp'), { requestInit }))
  const { prompts } = await client.listPrompts()
  await client.close()
  return prompts.map(({ name }) => name).sort()
}

test('whoever shows nothing gets in nowhere, and nobody by a name that is not known', async () => {
  const paths = { web: '/api/v1/prompts', mcp: '/mcp', supervisor: '/api/v1/processes' } as const
  for (const part of ['web', 'mcp', 'supervisor'] as const) {
    const url = at(part, paths[part])
    const name = url.host
    expect(await statusAs(name, url), part).toBe(401)
    expect(await statusAs('prompts.example.org', url), part).toBe(401)
    expect(await statusAs('rebound.example', at(part, '/')), part).toBe(403)
    expect(await statusAs(name, at(part, '/livez')), part).toBe(200)
  }
})

test('the first account is made with the set-up token, and lets into library and console', async () => {
  const wrong = { 'setup-token': 'a guess', name: 'ada', password }
  expect((await sendForm('web', '/setup', wrong)).status).toBeGreaterThanOrEqual(400)
  const made = await sendForm('web', '/setup', { ...wrong, 'setup-token': setUpToken })
  expect(made.status).toBe(303)
  for (const part of ['web', 'supervisor'] as const) {
    const { status, cookie } = await sendForm(part, '/login', { name: 'ada', password })
    expect(status, part).toBe(303)
    const page = await fetch(at(part, '/'), { headers: { cookie }, redirect: 'manual' })
    expect(page.status, part).toBe(200)
  }
  const refused = await sendForm('supervisor', '/login', { name: 'ada', password: 'a wrong one 1' })
  expect(refused.status).toBe(401)
})

test('with tokens the three work together, each as far as its token goes', async () => {
  const writer = await makeToken('--name', 'writer', '--scopes', 'prompts:read,prompts:write')
  const save = (name: string, folder: string) =>
    fetch(at('web', '/api/v1/prompts'), {
      method: 'POST',
      headers: { ...bearer(writer), 'content-type': 'application/json' },
      body: JSON.stringify({ name, title: name, content: 'Hello.', folder }),
    })
  expect((await save('greeting', 'team')).status).toBe(201)
  expect((await save('farewell', '')).status).toBe(201)
  const limited = await makeToken('--name', 'limited', '--folders', 'team')
  expect(await promptsOver(writer)).toEqual(['farewell', 'greeting'])
  expect(await promptsOver(limited)).toEqual(['greeting'])
  await expect(promptsOver('pbn_wrong')).rejects.toThrow(/401|PB_TOKEN_INVALID|token/i)

  const admin = await makeToken('--name', 'admin', '--scopes', 'admin')
  const processes = (token: string) =>
    fetch(at('supervisor', '/api/v1/processes'), { headers: bearer(token) })
  expect((await processes(writer)).status).toBe(403)
  const { items } = (await (await processes(admin)).json()) as { items: { service: string }[] }
  expect(items.map(({ service }) => service)).toContain('prompt-web')
  expect(await run(['health', '--data-dir', data.path], settings)).toMatchObject({ code: 0 })
})
