import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWeb, type Web } from './web.ts'
import { legacyRequest } from './wire.ts'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

let web: Web

beforeAll(async () => {
  web = await startWeb()
  await web.save({ title: 'Greeting', content: 'Hello' })
})

afterAll(async () => {
  await web?.stop()
})

const spawnGateway = (webUrl: string) =>
  spawn(process.execPath, [main, '--stdio'], {
    env: { ...process.env, PROMPTBIN_MCP_WEB_URL: webUrl },
  })

const numbered = (id: number, line: string) => line.replace('"id":1', `"id":${id}`)

const initialize = legacyRequest('initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'stdio-test', version: '1' },
})

/** Runs the gateway over these lines until it ends by itself. */
async function converse(lines: readonly string[], webUrl = web.url) {
  const gateway = spawnGateway(webUrl)
  const ended = once(gateway, 'exit')
  gateway.stdin.end(`${lines.join('\n')}\n`)
  const [stdout, stderr] = await Promise.all([text(gateway.stdout), text(gateway.stderr)])
  const [code] = await ended
  const messages = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { code, messages, stderr }
}

test('nothing but JSON-RPC comes out, whatever goes in, and the log goes to stderr', async () => {
  const { code, messages, stderr } = await converse([
    initialize,
    'not json',
    '',
    '[]',
    '{"jsonrpc":"2.0","id":2}',
    numbered(3, legacyRequest('prompts/get', { name: 'greeting' })),
    numbered(4, legacyRequest('prompts/get', { name: 'nobody' })),
    numbered(5, legacyRequest('nothing/known')),
    numbered(6, legacyRequest('tools/call', { name: 'search_prompts', arguments: { limit: 0 } })),
    '{"jsonrpc":"2.0","method":"notifications/unknown"}',
    numbered(7, legacyRequest('tools/list')),
  ])
  expect(code).toBe(0)
  expect(messages.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true)
  const outcome = new Map(
    messages.map(({ id, error, result }) => [id, error?.code ?? result?.isError ?? 'ok']),
  )
  expect(outcome.get(1)).toBe('ok')
  expect(outcome.get(2)).toBe(-32600)
  expect(outcome.get(3)).toBe('ok')
  expect(outcome.get(4)).toBe(-32602)
  expect(outcome.get(5)).toBe(-32601)
  expect(outcome.get(6)).toBe(true)
  expect(outcome.get(7)).toBe('ok')
  const refused = messages.filter(({ id }) => id === null).map(({ error }) => error.code)
  expect(refused).toEqual([-32700, -32600])
  const logged = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  for (const line of logged) expect(line).toHaveProperty('level')
  const { operations } = logged.find(({ event }) => event === 'performance')
  expect(operations).toContainEqual(
    expect.objectContaining({ operation: 'prompts/get', count: 2, errors: 1 }),
  )
})

test('everything that was asked before the input ended is answered', async () => {
  const asked = Array.from({ length: 300 }, (_, n) =>
    numbered(n + 2, legacyRequest('prompts/get', { name: 'greeting' })),
  )
  const { messages } = await converse([initialize, ...asked])
  expect(messages.filter(({ result }) => result?.messages)).toHaveLength(300)
})

test('without its library it still answers', async () => {
  const nowhere = 'http://127.0.0.1:9'
  const { code, messages } = await converse(
    [initialize, numbered(2, legacyRequest('prompts/list'))],
    nowhere,
  )
  expect(code).toBe(0)
  expect(messages.find(({ id }) => id === 2)).toMatchObject({
    error: { code: -32603, data: { code: 'PB_LIBRARY_UNREACHABLE' } },
  })
})

test('SIGTERM ends it with 0 after the answers that are due', async () => {
  const gateway = spawnGateway(web.url)
  const ended = once(gateway, 'exit')
  gateway.stdin.write(`${initialize}\n`)
  const [first] = await once(gateway.stdout, 'data')
  expect(JSON.parse(String(first))).toMatchObject({ id: 1, result: {} })
  gateway.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('a wrong option is told on stderr, and standard output stays empty', async () => {
  const gateway = spawn(process.execPath, [main, '--stdoi'])
  const [stdout, stderr, [code]] = await Promise.all([
    text(gateway.stdout),
    text(gateway.stderr),
    once(gateway, 'exit'),
  ])
  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toContain('--stdoi')
})
