import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'

const data = createDataFolder()
const home = mkdtempSync(join(tmpdir(), 'promptbin-home-'))
let product: Product

beforeAll(async () => {
  product = await Product.start(data.path, { PROMPTBIN_MODE: 'development' })
})

afterAll(async () => {
  await product?.stop()
  data.remove()
  rmSync(home, { recursive: true })
})

const connect = (...args: string[]) =>
  run(['connect', ...args, '--data-dir', data.path], { HOME: home, XDG_CONFIG_HOME: '' })

test('promptbin connect tries what it has written, by a program and by the address', async () => {
  const [cursor, gemini, codex] = await Promise.all([
    connect('cursor', '--yes', '--json'),
    connect('gemini', '--http', '--yes', '--json'),
    connect('codex', '--http', '--yes'),
  ])
  for (const { code, stdout, stderr } of [cursor, gemini]) {
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toMatchObject({
      written: true,
      test: { server: expect.stringMatching(/promptbin/i), prompts: expect.any(Number) },
    })
  }
  expect(codex.stdout).toMatch(/It works: .* answered in \d+ ms with \d+ prompts?\./)
  const { mcpServers } = JSON.parse(readFileSync(join(home, '.gemini/settings.json'), 'utf8'))
  expect(mcpServers.promptbin).toEqual({ httpUrl: product.instance.mcp.url })
})

test('what the gateway says against an entry is told in one sentence', async () => {
  const { code, stderr } = await connect('opencode', '--profile', 'never-named', '--yes')
  expect(code).toBe(1)
  expect(stderr).toMatch(/PB_CONNECTION_FAILED: .*There is no profile of this name\.\n/)
})

test('each service tells developers where it runs', async () => {
  const answer = await fetch(new URL('/debug-info', product.instance.supervisor.url))
  expect(await answer.json()).toMatchObject({
    environment: {
      mode: 'development',
      evidence: expect.arrayContaining([{ what: 'setting mode', says: 'is development' }]),
    },
    services: {
      'prompt-web': { environment: { situation: 'supervised', follows: [] } },
      'mcp-gateway': { environment: { situation: 'supervised' } },
    },
  })
})
