import { randomUUID } from 'node:crypto'
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway.ts'
import { startWeb, type Web } from '../web.ts'
import { legacyRequest, modernRequest, post } from '../wire.ts'

let web: Web
let gateway: Gateway

beforeAll(async () => {
  web = await startWeb()
  gateway = await startGateway({ webUrl: web.url, hosting: { legacy: 'stateless' } })
})

afterAll(async () => {
  await gateway?.stop()
  await web?.stop()
})

/** What clients ask, each with names that nobody else has. */
const questions: readonly (() => readonly [method: string, params: Record<string, unknown>])[] = [
  () => ['prompts/list', { cursor: randomUUID() }],
  () => ['prompts/get', { name: randomUUID() }],
  () => ['tools/list', {}],
  () => ['tools/call', { name: randomUUID(), arguments: {} }],
  () => ['tools/call', { name: 'search_prompts', arguments: { query: randomUUID() } }],
  () => ['tools/call', { name: 'get_prompt', arguments: { name: randomUUID() } }],
  () => ['tools/call', { name: 'render_prompt', arguments: { name: randomUUID() } }],
  () => ['resources/read', { uri: `promptbin://prompts/${randomUUID()}` }],
  () => ['resources/list', {}],
  () => ['resources/templates/list', {}],
  () => [`x/${randomUUID()}`, {}],
  () => ['ping', {}],
]

const versions = [...SUPPORTED_PROTOCOL_VERSIONS, '1.0', '9999-99-99']

/** Every third is a message of MCP, which costs the most. */
async function askSomething(index: number): Promise<void> {
  const [method, params] = questions[Math.trunc(index / 3) % questions.length]?.() ?? ['ping', {}]
  if (index % 3 !== 0) {
    await gateway.app.inject(`/${randomUUID()}`)
  } else if (index % 2 === 0) {
    const [body, headers] = modernRequest(method, params)
    const client = `client-${randomUUID()}`
    const named = { ...headers, 'user-agent': `${client}/${index}.0` }
    await post(gateway.url, body.replace('wire-test', client), named)
  } else {
    const version = versions[index % versions.length] ?? ''
    const headers = { 'mcp-protocol-version': version, 'user-agent': `${randomUUID()}/1.0` }
    await post(gateway.url, legacyRequest(method, params), headers)
  }
}

async function askMany(from: number, to: number): Promise<void> {
  let next = from
  const client = async () => {
    while (next < to) {
      next += 1
      await askSomething(next)
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
}

async function metricsNow() {
  const { body } = await gateway.app.inject('/metrics')
  const series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return { series, bytes: body.length, body }
}

test('10,000 clients, names and paths that somebody made up leave at most 3,000 series and 600 KB', async () => {
  // A scrape is a request, too.
  await metricsNow()
  await askMany(0, 5_000)
  const half = await metricsNow()
  await askMany(5_000, 10_000)
  const whole = await metricsNow()
  expect(whole.series.length).toBeLessThanOrEqual(3_000)
  expect(whole.bytes).toBeLessThanOrEqual(600_000)
  // What the engine does is not what strangers do.
  const names = (lines: readonly string[]) =>
    lines.flatMap((line) => (line.startsWith('nodejs_') ? [] : line.replace(/ \S+$/, '')))
  const known = new Set(names(half.series))
  expect(names(whole.series).filter((name) => !known.has(name))).toEqual([])
  expect(whole.body).not.toMatch(/[\da-f]{8}-[\da-f]{4}-/)
  expect(whole.body).toContain('gen_ai_tool_name="_OTHER"')
  expect(whole.body).toMatch(/promptbin_mcp_client_requests_total\{mcp_client="other"\} \d{3}/)
}, 180_000)

test('the tools that metrics know are those that there are', async () => {
  const { toolNames } = await import('../../src/mcp/tools/tool-names.ts')
  const { message } = await post(gateway.url, ...modernRequest('tools/list'))
  const tools = message.result?.['tools'] as readonly { readonly name: string }[]
  expect(tools.map(({ name }) => name).sort()).toEqual([...toolNames].sort())
})
