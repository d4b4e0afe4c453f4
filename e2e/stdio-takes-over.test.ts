import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { processesOf, servicesOf } from './folder-processes.ts'
import {
  createDataFolder,
  Product,
  promptbin,
  type RunningInstance,
  testSettings,
} from './product.ts'
import { Rest } from './rest.ts'
import { openStdioSession, type StdioSession, sessionKinds } from './stdio-session.ts'

/** What the issue of it promises, and what a machine with much else to do is given. */
const takeoverMs = 2_000
const busyFactor = 1.5
const endMs = 2_000

let data: ReturnType<typeof createDataFolder>
const sessions: StdioSession[] = []

beforeEach(async () => {
  data = createDataFolder()
  const product = await Product.start(data.path)
  const variables = [{ name: 'name' }]
  await new Rest(product.instance.web.url).create({
    name: 'greeting',
    title: 'Greeting',
    content: 'Hi {{name}}',
    variables,
  })
  await product.stop()
})

afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()))
  data.remove()
})

const instanceFile = () => join(data.path, 'run/supervisor.json')

const instance = (): RunningInstance | undefined =>
  existsSync(instanceFile()) ? JSON.parse(readFileSync(instanceFile(), 'utf8')) : undefined

async function open(kind: (typeof sessionKinds)[number]): Promise<StdioSession> {
  const session = await openStdioSession(kind, data.path)
  sessions.push(session)
  return session
}

/** Asks without a pause; `stop` throws when one call was not answered. */
function keepAsking(session: StdioSession) {
  let isStopping = false
  const asking = (async () => {
    while (!isStopping) await session.read()
  })()
  // What fails is told by `stop`.
  asking.catch(() => {})
  return {
    stop: () => {
      isStopping = true
      return asking
    },
  }
}

describe.each([
  ['closes its side', (owner: StdioSession) => owner.close()],
  ['is killed', async (owner: StdioSession) => void process.kill(owner.pid, 'SIGKILL')],
])('when the first client %s', (_how, end) => {
  test('one of the others takes over, and no client notices', async () => {
    const startedAt = performance.now()
    const owner = await open('v2, subscriptions/listen')
    const coldStartMs = performance.now() - startedAt
    expect(instance()?.pid).toBe(owner.pid)
    const guests = await Promise.all(sessionKinds.map(open))
    const asking = guests.map(keepAsking)
    const before = servicesOf(data.path)

    const endedAt = performance.now()
    const ended = end(owner)
    const heirs = guests.map(({ pid }) => pid)
    await expect
      .poll(() => heirs.includes(instance()?.pid ?? 0), { interval: 5, timeout: 30_000 })
      .toBe(true)
    await Promise.all(guests.map((guest) => guest.read()))
    const tookMs = performance.now() - endedAt
    console.log(
      `answered again after ${tookMs.toFixed(0)} ms; a start: ${coldStartMs.toFixed(0)} ms`,
    )
    expect(tookMs).toBeLessThan(Math.max(takeoverMs, busyFactor * coldStartMs))
    await Promise.all([ended, ...asking.map(({ stop }) => stop())])

    const named = () => instance()?.services.map(({ pid }) => pid) ?? []
    await expect
      .poll(() => servicesOf(data.path).toSorted(), { timeout: 30_000 })
      .toEqual(named().toSorted())
    expect(named()).toHaveLength(2)
    expect(named().filter((pid) => before.includes(pid))).toEqual([])
    await hearOfChanges(guests)
    expect(guests.map(({ faults }) => faults)).toEqual(guests.map(() => []))
  }, 120_000)
})

/** What guests followed at the first instance they still follow at the second. */
async function hearOfChanges(guests: readonly StdioSession[]): Promise<void> {
  for (const guest of guests) {
    await guest.read()
    guest.told.length = 0
  }
  const rest = new Rest(instance()?.web.url ?? '')
  await rest.create({ title: 'One more', content: 'to be listed' })
  await rest.change('greeting', { content: 'Hello {{name}}' })
  for (const { told } of guests) {
    for (const method of ['prompts/list_changed', 'resources/updated']) {
      await expect.poll(() => told, { timeout: 30_000 }).toContain(`notifications/${method}`)
    }
  }
}

test('when the last client closes its side, nothing is left within two seconds', async () => {
  const child = spawn(process.execPath, [promptbin, 'mcp', '--data-dir', data.path], {
    env: { ...process.env, ...testSettings },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"server/discover"}\n')
  await once(child.stdout, 'data')
  child.stdout.resume()
  const { mcp } = instance() ?? {}
  expect(processesOf(data.path)).toHaveLength(3)

  const closedAt = performance.now()
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(performance.now() - closedAt).toBeLessThan(endMs)
  expect(processesOf(data.path)).toEqual([])
  expect(existsSync(instanceFile())).toBe(false)
  await expect(fetch(mcp?.url ?? '')).rejects.toThrow('fetch failed')
}, 120_000)
