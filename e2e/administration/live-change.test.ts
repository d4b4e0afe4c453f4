import type { Client } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visitConsole } from '../console/console-visit.ts'
import { run } from '../product.ts'
import { callTool, connectAdministrator } from './administrator.ts'

const visit = visitConsole({ PROMPTBIN_MCP_ADMIN_TOOLS: 'true' })
let administrator: Client

beforeAll(async () => {
  administrator = await connectAdministrator(visit.product)
})

afterAll(() => administrator?.close())

const key = 'logging.level'

interface Level {
  readonly service: string
  readonly level: string
}

interface Audited {
  readonly action: string
  readonly face: string
  readonly outcome: string
  readonly actor: string
  readonly before: unknown
  readonly after: unknown
}

/** What an operation answers over MCP. */
async function ask<Answer>(name: string, input: object = {}): Promise<Answer> {
  const result = await callTool(administrator, name, input)
  expect(result, JSON.stringify(result.content)).not.toHaveProperty('isError')
  return result.structuredContent as Answer
}

const itemsOf = async <Item>(name: string, input?: object) =>
  (await ask<{ readonly items: readonly Item[] }>(name, input)).items

const generation = async () => (await ask<{ readonly generation: number }>('get_config')).generation
const pids = async () =>
  (await itemsOf<{ readonly pid: number }>('list_processes')).map(({ pid }) => pid)

function patch(body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(new URL('/api/v1/config', visit.home), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

async function levelOf(service: string): Promise<string | undefined> {
  return (await itemsOf<Level>('get_log_levels')).find((one) => one.service === service)?.level
}

/** How each face changes the setting. */
const faces: Readonly<Record<string, (level: string) => Promise<void>>> = {
  rest: async (level) => expect((await patch({ set: { [key]: level } })).status).toBe(200),
  mcp: async (level) => void (await ask('update_config', { set: { [key]: level } })),
  cli: async (level) => {
    const line = ['config', 'set', key, level, '--data-dir', visit.product.dataFolder]
    const { code, stderr } = await run(line)
    expect(code, stderr).toBe(0)
  },
  console: async (level) => {
    const { page } = visit
    await page.goto(`${visit.home}/configuration?key=${key}`)
    await page.getByLabel(key).fill(level)
    await page.getByRole('button', { name: 'Review the change' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  },
}

describe.each([
  ['rest', 'debug'],
  ['mcp', 'warn'],
  ['cli', 'error'],
  ['console', 'info'],
])('%s', (face, level) => {
  test('changes a setting while all goes on, and is written down with it', async () => {
    const [before, running] = [await generation(), await pids()]
    const was = await levelOf('supervisor')
    await faces[face]?.(level)
    // A page shows no answer before the next page.
    await expect.poll(generation).toBe(before + 1)
    const levels = await itemsOf<Level>('get_log_levels')
    expect(levels.map((one) => one.level)).toEqual(levels.map(() => level))
    expect(await pids()).toEqual(running)

    const records = await itemsOf<Audited>('list_audit', { limit: 10 })
    const [done, intended] = records.filter(({ action }) => action === 'config.update')
    expect(done).toMatchObject({ face, outcome: 'done', actor: 'local' })
    expect(intended).toMatchObject({ face, outcome: 'intended' })
    expect(JSON.stringify([done?.before, done?.after])).toMatch(new RegExp(`${was}.*${level}`))
  })
})

test('of two administrators who change at once the second is told, and changes nothing', async () => {
  const seen = await generation()
  const [one, other] = await Promise.all([
    patch({ set: { [key]: 'debug' } }, { 'if-match': `"${seen}"` }),
    callTool(administrator, 'update_config', { set: { [key]: 'trace' }, if_match: seen }),
  ])
  const refused = other.isError === true
  expect(one.status).toBe(refused ? 200 : 412)
  if (refused) expect(other._meta?.['promptbin/errorCode']).toBe('PB_CONFIG_CHANGED')
  else expect(await one.json()).toMatchObject({ code: 'PB_CONFIG_CHANGED' })
  expect(await generation()).toBe(seen + 1)
  expect(await levelOf('prompt-web')).toBe(refused ? 'debug' : 'trace')
})
