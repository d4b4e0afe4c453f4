import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestFolder } from '../command.ts'
import { LogReader, type ReadLine } from './log-reader.ts'

let data: TestFolder
let reader: LogReader

beforeEach(async () => {
  data = new TestFolder()
  writeFileSync(join(data.path, 'promptbin.yaml'), 'logging:\n  level: "INFO"\n')
  await data.start({ PROMPTBIN_WEB_WORKERS: '2' }, ['--config', join(data.path, 'promptbin.yaml')])
  reader = await LogReader.open(data.instance.supervisor.url)
})
afterEach(async () => {
  reader.close()
  await data.remove()
})

async function level(...args: readonly string[]) {
  const { code, stdout, stderr } = await data.run(['log-level', '--json', ...args])
  expect(code, stderr).toBe(0)
  return Object.fromEntries(
    JSON.parse(stdout).items.map((item: { service: string; level: string }) => [
      item.service,
      item.level,
    ]),
  )
}

/**
 * Asks both services something that is logged at debug, then something that is logged as an error:
 * over one connection, as only lines of one process have an order.
 */
async function askBoth(id: string): Promise<void> {
  for (const { url } of [data.instance.web, data.instance.mcp]) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (const [path, requestId] of [
      ['/livez', `${id}-quiet`],
      ['/broken', `${id}-loud`],
    ] as const) {
      const asked = get(new URL(path, url), { agent, headers: { 'x-request-id': requestId } })
      const [answer] = (await once(asked, 'response')) as [IncomingMessage]
      await once(answer.resume(), 'end')
    }
    agent.destroy()
  }
}

/** The services that have logged the quiet question. */
async function talkativeServices(id: string): Promise<readonly string[]> {
  const from = reader.seen.length
  await askBoth(id)
  const isLoud = (service: string) => (line: ReadLine) =>
    line.service === service && line['request_id'] === `${id}-loud`
  const waiting = new Set(['prompt-web', 'mcp-gateway'])
  while (waiting.size > 0) {
    const { service } = await reader.next((line) => [...waiting].some((name) => isLoud(name)(line)))
    waiting.delete(service)
  }
  return reader.seen
    .slice(from)
    .filter((line) => line['request_id'] === `${id}-quiet`)
    .map(({ service, level }) => `${service} ${level}`)
}

test('the level of one service is changed while it runs, in all its processes, until a reload', async () => {
  expect(await level()).toEqual({ 'prompt-web': 'info', 'mcp-gateway': 'info', supervisor: 'info' })
  expect(await talkativeServices('before')).toEqual([])

  expect(await level('debug', '--service', 'prompt-web')).toEqual({
    'prompt-web': 'debug',
    'mcp-gateway': 'info',
    supervisor: 'info',
  })
  expect(await talkativeServices('changed')).toEqual(['prompt-web debug'])

  // A process that comes later is told as well.
  const killed = data.instance.services.filter(({ name }) => name === 'prompt-web')
  for (const { pid } of killed) process.kill(pid, 'SIGKILL')
  for (const _ of killed) {
    await reader.next(({ event, child }) => event === 'lifecycle.ready' && child === 'prompt-web')
  }
  expect(await talkativeServices('restarted')).toEqual(['prompt-web debug'])

  expect((await data.run(['reload', 'prompt-web'])).code).toBe(0)
  expect(await talkativeServices('reloaded')).toEqual([])
  expect(await level()).toEqual({ 'prompt-web': 'info', 'mcp-gateway': 'info', supervisor: 'info' })
})

test('the level of all, and of the supervisor, is changed and refused in words', async () => {
  await level('error')
  expect(await level()).toEqual({
    'prompt-web': 'error',
    'mcp-gateway': 'error',
    supervisor: 'error',
  })
  await level('debug', '--service', 'supervisor')
  await fetch(new URL('/livez', data.instance.supervisor.url))
  await reader.next(
    ({ service, level, route }) => [service, level, route].join(' ') === 'supervisor debug /livez',
  )
  const { code, stderr } = await data.run(['log-level', 'loud'])
  expect(code).toBe(2)
  expect(stderr).toContain('warn')
  const answer = await fetch(new URL('/api/v1/log-level', data.instance.supervisor.url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ level: 'debug', service: 'nobody' }),
  })
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ code: 'PB_SERVICE_UNKNOWN' })
})
