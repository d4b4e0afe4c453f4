import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, TestFolder } from '../command.ts'
import { product } from '../programs.ts'
import { type Answer, type AskOptions, askJson } from './ask-json.ts'

/** Fewer connections than a change may ask for, and more than the product needs. */
const openFiles = 4096

const data = new TestFolder(product, { openFiles })
const file = join(data.path, 'promptbin-config.yaml')
let started: Started

const written = '# How PromptBin runs here.\nlogging:\n  level: info # quiet\n'

beforeAll(async () => {
  writeFileSync(file, written)
  started = await data.start({ PROMPTBIN_MCP_RATE_LIMIT: '900' })
}, 120_000)

afterAll(() => data.remove())

const ask = (path: string, body?: object, options?: AskOptions) =>
  askJson(new URL(path, data.instance.supervisor.url), body, options)
const change = (body: object, headers = {}) =>
  ask('/api/v1/config', body, { method: 'PATCH', headers })
const generationNow = async () => (await ask('/api/v1/config')).body.generation
const urlsOfServices = () => [data.instance.web.url, data.instance.mcp.url]
const pids = () => data.instance.services.map(({ name, pid }) => `${name} ${pid}`)

/** What each process says of itself that it goes by, the supervisor first. */
async function inForce(key: string): Promise<readonly unknown[]> {
  const urls = [data.instance.supervisor.url, ...urlsOfServices()]
  const answers = await Promise.all(urls.map((url) => askJson(new URL('/config', url))))
  return answers.map(({ status, body }) => body.settings?.[key]?.value ?? { status, body })
}

/** Waits until all say so: a process may be too busy to say anything for a moment. */
const everywhere = (key: string, value: unknown) =>
  expect.poll(() => inForce(key)).toEqual([value, value, value])

/** Asks both services without a pause until what is done meanwhile is over; gives what failed. */
async function whileAsked(act: () => Promise<unknown>): Promise<readonly string[]> {
  const failures: string[] = []
  let isOver = false
  const clients = urlsOfServices().map(async (url) => {
    while (!isOver) {
      const answer = await fetch(new URL('/livez', url)).catch((error: unknown) => String(error))
      const status = typeof answer === 'string' ? answer : answer.status
      if (status !== 200) failures.push(`${url} ${status}`)
      if (typeof answer !== 'string') await answer.arrayBuffer()
    }
  })
  await act().finally(() => {
    isOver = true
  })
  await Promise.all(clients)
  return failures
}

/** Waits until a line of the log tells of an event that is meant. */
async function logged(event: string, isMeant: (line: Record<string, unknown>) => boolean) {
  const found = () =>
    started.stdout
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.includes(`"event":"${event}"`))
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(isMeant)
  while (!found()) await once(started.process.stdout, 'data')
}

/** As editors do it: written beside and renamed. */
function edit(text: string): void {
  writeFileSync(`${file}~`, text)
  renameSync(`${file}~`, file)
}

test('a live change acts in every process, with the same processes and without a lost request', async () => {
  const [before, generation] = [pids(), await generationNow()]
  let answer: Answer | undefined
  const set = { 'logging.level': 'debug', 'web.max_connections': 321, 'web.workers': null }
  const failures = await whileAsked(async () => {
    answer = await change({ set })
  })
  expect(failures).toEqual([])
  expect(answer).toMatchObject({
    status: 200,
    etag: `"${generation + 1}"`,
    body: { generation: generation + 1, reloaded: [], waiting: [], dryRun: false },
  })
  expect(pids()).toEqual(before)
  await everywhere('logging.level', 'debug')
  await everywhere('web.max_connections', 321)
  expect(readFileSync(file, 'utf8')).toBe(
    `${written.replace('info', 'debug')}web:\n  max_connections: 321\n`,
  )
})

test('a process that takes the place of one that crashed goes by it as well', async () => {
  const before = data.pidOf('prompt-web')
  process.kill(before, 'SIGKILL')
  await expect.poll(() => data.pidOf('prompt-web')).not.toBe(before)
  await everywhere('web.max_connections', 321)
})

test('a setting that needs new processes gets them, without a lost request', async () => {
  const before = pids()
  const answers: Answer[] = []
  const failures = await whileAsked(async () => {
    answers.push(await change({ set: { 'mcp.max_memory': '400MB' } }))
  })
  expect(failures).toEqual([])
  expect(answers).toMatchObject([{ status: 200, body: { reloaded: ['mcp-gateway'] } }])
  const isWeb = (process: string) => process.startsWith('prompt-web')
  expect(pids().filter(isWeb)).toEqual(before.filter(isWeb))
  expect(pids().filter((process) => before.includes(process))).toEqual(before.filter(isWeb))
  await everywhere('mcp.max_memory', '400MB')
})

test('when one service refuses, all go on as before, and so does the file', async () => {
  const [text, generation] = [readFileSync(file, 'utf8'), await generationNow()]
  const answer = await change({ set: { 'logging.level': 'warn', 'web.max_connections': 5000 } })
  expect(answer).toMatchObject({
    status: 409,
    body: {
      code: 'PB_CONFIG_REFUSED',
      detail: expect.stringMatching(/^prompt-web .*only 4096 files/),
    },
  })
  await everywhere('logging.level', 'debug')
  await everywhere('web.max_connections', 321)
  expect([readFileSync(file, 'utf8'), await generationNow()]).toEqual([text, generation])
})

test.each([
  [
    'that is based on another generation',
    { unset: ['mode'], if_match: 1 },
    412,
    'PB_CONFIG_CHANGED',
  ],
  ['that has a wrong value', { set: { 'logging.level': 'loud' } }, 422, 'PB_CONFIG_INVALID'],
  [
    'of a key that nobody knows',
    { set: { 'logging.levle': 'warn' } },
    404,
    'PB_CONFIG_KEY_UNKNOWN',
  ],
  ['of what a variable says', { set: { 'mcp.rate_limit': 5 } }, 409, 'PB_CONFIG_SHADOWED'],
  ['of what only a start can change', { set: { 'mcp.host': '::1' } }, 409, 'PB_CONFIG_FIXED'],
])('a change %s is refused and changes nothing', async (_name, body, status, code) => {
  const text = readFileSync(file, 'utf8')
  const answer = await change(body)
  expect([answer.status, answer.body['code']]).toEqual([status, code])
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a dry run tells what would come of it, and does nothing', async () => {
  const text = readFileSync(file, 'utf8')
  const set = { 'web.max_memory': '300MB', 'logging.level': 'warn', 'mcp.host': '::1' }
  const answer = await change({ set, dry_run: true, at_next_start: true })
  expect(answer.body).toMatchObject({
    dryRun: true,
    reloaded: ['prompt-web'],
    waiting: ['mcp.host'],
  })
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('a file that an editor replaces is gone by; one that is wrong changes nothing, and is told of until it is right', async () => {
  const generation = await generationNow()
  const good = readFileSync(file, 'utf8').replace('debug', 'warn')
  edit(good)
  await expect.poll(generationNow).toBe(generation + 1)
  const audit = (await ask('/api/v1/audit?action=config.file')).body
  expect(audit.items.filter(({ outcome }) => outcome === 'done')).toMatchObject([
    { face: 'file', before: { 'logging.level': 'debug' }, after: { 'logging.level': 'warn' } },
  ])
  await everywhere('logging.level', 'warn')

  // A setting that is right beside one that is wrong does not act either.
  edit(good.replace('warn', 'trace').replace('400MB', 'much'))
  const fault = async () => {
    const { body } = await ask('/health')
    return body.checks['configuration:reload']?.[0]?.output
  }
  await expect.poll(fault).toContain('mcp.max_memory')
  started.process.kill('SIGHUP')
  const metric = async () =>
    /^promptbin_config_last_reload_successful\S* (\d)/m.exec(
      await (await fetch(new URL('/metrics', data.instance.supervisor.url))).text(),
    )?.[1]
  await expect.poll(metric).toBe('0')
  await logged('config.refused', () => true)
  await everywhere('logging.level', 'warn')
  expect(await generationNow()).toBe(generation + 1)

  edit(good)
  await expect.poll(fault).toBeUndefined()
  await expect.poll(metric).toBe('1')
})

test('an earlier generation is in force again, as a new one, and history tells of all', async () => {
  const generation = await generationNow()
  const answer = await ask('/api/v1/config/rollback', { generation: 1 })
  expect(answer).toMatchObject({
    status: 200,
    body: { generation: generation + 1, reloaded: ['mcp-gateway'] },
  })
  expect(readFileSync(file, 'utf8')).toBe(written)
  await everywhere('logging.level', 'info')
  const { items } = (await ask('/api/v1/config/history')).body
  expect(items.map(({ action }) => action)).toEqual([
    'rollback',
    'file',
    'update',
    'update',
    'start',
  ])
  expect(items[0]).toMatchObject({ by: 'local', face: 'rest', generation: generation + 1 })
  expect(items[1]?.['changed']).toMatchObject([{ key: 'logging.level', from: 'debug', to: 'warn' }])
  expect((await ask('/api/v1/config/rollback', { generation: 77 })).body['code']).toBe(
    'PB_CONFIG_GENERATION_UNKNOWN',
  )
})

test('a supervisor that is killed in the middle of a change leaves the old file whole, and its number', async () => {
  const [text, generation] = [readFileSync(file, 'utf8'), await generationNow()]
  const before = pids()
  const changing = change({ set: { 'mcp.max_memory': '500MB' } }).catch(() => 'lost')
  await logged(
    'lifecycle.reload-started',
    ({ time }) => Date.parse(String(time)) > Date.now() - 2000,
  )
  await started.stop('SIGKILL')
  expect(await changing).toBe('lost')
  expect(readFileSync(file, 'utf8')).toBe(text)

  started = await data.start({ PROMPTBIN_MCP_RATE_LIMIT: '900' })
  expect(await generationNow()).toBe(generation)
  await everywhere('mcp.max_memory', '512MB')
  expect(pids().filter((process) => before.includes(process))).toEqual([])
})
