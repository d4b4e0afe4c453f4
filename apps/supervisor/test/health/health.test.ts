import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestFolder } from '../command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

const often = { PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: '200ms' }

const schemaFile = new URL('../../../../libs/health/health.schema.json', import.meta.url)
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
addFormats.default(ajv)
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')))

interface Answer {
  readonly overall_status: string
  readonly reason: string
  readonly checks: Readonly<Record<string, readonly [{ status: string; output?: string }]>>
  readonly changes: readonly { check: string; from: string; to: string }[]
}

async function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(new URL('/health', url), { headers })
  const body = (await answer.json()) as Answer
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
  expect(answer.status).toBe(body.overall_status === 'unhealthy' ? 503 : 200)
  return body
}

const supervisor = () => ask(data.instance.supervisor.url)
const overall = async () => (await supervisor()).overall_status

/** What a service is to complain about. */
const illFile = (service: string) => join(data.path, `ill-${service}`)

test('every service answers as the schema says, healthy, ill, and to strangers', async () => {
  await data.start(often)
  const { web, mcp, supervisor: own } = data.instance
  for (const { url } of [web, mcp, own]) {
    expect(await ask(url)).toMatchObject({ overall_status: 'healthy', reason: null })
    const stranger = await ask(url, { 'x-forwarded-for': '192.0.2.7' })
    expect(Object.keys(stranger)).toEqual(['status', 'overall_status'])
  }
  writeFileSync(illFile('prompt-web'), 'No tea.')
  await expect.poll(async () => (await ask(web.url)).overall_status).toBe('unhealthy')
  expect(await ask(web.url)).toMatchObject({ reason: 'test:illness fails: No tea' })
})

test('what a worker finds of itself is in the health of the whole, and goes with it', async () => {
  await data.start(often)
  writeFileSync(illFile('mcp-gateway'), 'No tea.')
  await expect.poll(overall, { timeout: 10_000 }).toBe('degraded')
  const { reason, checks } = await supervisor()
  expect(checks['mcp-gateway:health']).toMatchObject([
    { status: 'fail', output: 'worker 0: test:illness fails: No tea' },
  ])
  expect(reason).toContain('mcp-gateway:health fails: worker 0: test:illness fails: No tea')
  rmSync(illFile('mcp-gateway'))
  await expect.poll(overall, { timeout: 10_000 }).toBe('healthy')
  const changes = (await supervisor()).changes.filter(({ check }) => check === 'mcp-gateway:health')
  expect(changes.map(({ from, to }) => [from, to])).toEqual([
    ['pass', 'fail'],
    ['fail', 'pass'],
  ])
})

test('changes are known to the next supervisor on the folder', async () => {
  const first = await data.start(often)
  writeFileSync(illFile('prompt-web'), 'No tea.')
  await expect.poll(overall, { timeout: 10_000 }).toBe('degraded')
  const told = (await supervisor()).changes
  expect(told.map(({ check }) => check)).toContain('prompt-web:health')
  rmSync(illFile('prompt-web'))
  await first.stop()
  await data.start(often)
  expect((await supervisor()).changes.slice(0, told.length)).toEqual(told)
})

test('promptbin health tells what is wrong first, and every check when asked', async () => {
  expect((await data.run(['health'])).code).toBe(4)
  await data.start(often)
  const well = await data.run(['health'])
  expect(well.code).toBe(0)
  expect(well.stdout).toMatch(/^PromptBin is healthy\.\n {2}mcp-gateway +healthy/)
  writeFileSync(illFile('prompt-web'), 'No tea.')
  await expect.poll(overall, { timeout: 10_000 }).toBe('degraded')
  const ill = await data.run(['health', '--verbose'])
  expect(ill.stdout).toMatch(/^PromptBin is degraded\.\n {2}fail .*No tea/)
  expect(ill.stdout).toMatch(/pass +clock:jump +minor/)
  expect(ill.stdout).toMatch(/prompt-web is unhealthy\.\n {2}fail +test:illness +critical +No tea/)
  expect(ill.stdout).toMatch(/What changed last:\n(.*\n)*.* pass → fail .*No tea/)
  const json = JSON.parse((await data.run(['health', '--json', '--verbose'])).stdout)
  expect(Object.keys(json.services)).toEqual(['prompt-web', 'mcp-gateway'])
  const { services, ...whole } = json
  expect(validate(whole), JSON.stringify(validate.errors)).toBe(true)
  for (const one of Object.values(services)) expect(validate(one)).toBe(true)
})

test('promptbin health ends with 3 when no service answers any more', async () => {
  await data.start({ PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '0', ...often })
  for (const service of ['mcp-gateway', 'prompt-web']) {
    process.kill(data.pidOf(service), 'SIGKILL')
    await expect.poll(() => data.pidOf(service), { timeout: 30_000 }).toBe(0)
  }
  await expect.poll(overall, { timeout: 10_000 }).toBe('unhealthy')
  expect((await supervisor()).reason).toMatch(/^services:ready fails: /)
  const { code, stdout } = await data.run(['health'])
  expect(code).toBe(3)
  expect(stdout).toMatch(/^PromptBin is unhealthy\.\n {2}fail +services:ready/)
  const ready = await fetch(new URL('/readyz/services:ready', data.instance.supervisor.url))
  expect(ready.status).toBe(503)
})
