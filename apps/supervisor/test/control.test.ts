import { writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProcessItem } from '../src/instance/find-instance.ts'
import { isAlive } from '../src/process/is-alive.ts'
import { TestFolder } from './command.ts'
import { EventReader } from './event-reader.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: { readonly code?: string; readonly items?: readonly ProcessItem[] }
}

/** `fetch` would not send a `Host` of our own. */
async function post(
  path: string,
  { body, headers = {} }: { body?: string | object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const sending = request(new URL(path, data.instance.supervisor.url), {
    method: 'POST',
    agent: false,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  })
  sending.once('error', reject)
  sending.once('response', async (answer) => {
    const { statusCode: status = 0, headers } = answer
    resolve({
      status,
      type: String(headers['content-type']),
      body: (await json(answer)) as Answer['body'],
    })
  })
  sending.end(typeof body === 'object' ? JSON.stringify(body) : body)
  return promise
}

const workersOf = (items: readonly ProcessItem[] = [], service: string) =>
  items.filter((item) => item.service === service && item.state === 'ready')

describe('services are controlled over HTTP', () => {
  test('a reload gives another process, and tells which', async () => {
    await data.start()
    const before = data.pidOf('prompt-web')
    const gateway = data.pidOf('mcp-gateway')
    const { status, body } = await post('/api/v1/services/prompt-web/reload')
    expect(status).toBe(200)
    const [worker] = workersOf(body.items, 'prompt-web')
    expect(worker?.pid).not.toBe(before)
    expect(worker).toMatchObject({ worker: 0, why: expect.stringMatching(/reload|spare/) })
    expect(data.pidOf('mcp-gateway')).toBe(gateway)
  })

  test('a reload that fails says why, and what ran goes on', async () => {
    await data.start({ TEST_GATEWAY: 'misbehaving/breaks-after-an-update.ts' })
    const pid = data.pidOf('mcp-gateway')
    writeFileSync(join(data.path, 'broken'), '')
    const path = '/api/v1/services/mcp-gateway/reload'
    expect(await post(path)).toMatchObject({
      status: 502,
      body: {
        code: 'PB_RELOAD_FAILED',
        detail: expect.stringContaining('PB_TEST_BROKEN: The update is broken.'),
      },
    })
    const told = await data.run(['reload', 'mcp-gateway'])
    expect(told.code).toBe(1)
    expect(told.stderr).toContain('PB_RELOAD_FAILED: mcp-gateway was not reloaded')

    writeFileSync(join(data.path, 'promptbin-config.yaml'), 'web: {workers: 0}')
    expect(await post('/api/v1/reload')).toMatchObject({
      status: 422,
      body: { code: 'PB_CONFIG_INVALID' },
    })
    expect(data.pidOf('mcp-gateway')).toBe(pid)
  })

  test('a service is scaled up and down, which is kept over a restart', async () => {
    const started = await data.start()
    const up = await post('/api/v1/services/prompt-web/scale', { body: { workers: 3 } })
    expect(up.status).toBe(200)
    expect(workersOf(up.body.items, 'prompt-web').map(({ worker }) => worker)).toEqual([0, 1, 2])
    const down = await post('/api/v1/services/prompt-web/scale', { body: { workers: 2 } })
    expect(workersOf(down.body.items, 'prompt-web').map(({ worker }) => worker)).toEqual([0, 1])
    await started.stop()
    await data.start()
    const { stdout } = await data.run(['status', '--json'])
    const { processes } = JSON.parse(stdout) as { processes: readonly ProcessItem[] }
    expect(workersOf(processes, 'prompt-web')).toHaveLength(2)
  })

  test('a restart brings back a service that was given up', async () => {
    await data.start({
      PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '0',
      PROMPTBIN_SUPERVISOR_SPARES: '0',
    })
    const events = await EventReader.open(data.instance.supervisor.url)
    process.kill(data.pidOf('mcp-gateway'), 'SIGKILL')
    await events.next('paused')
    events.close()
    const { status, body } = await post('/api/v1/restart')
    expect(status).toBe(200)
    expect(workersOf(body.items, 'mcp-gateway')).toHaveLength(1)
    expect(workersOf(body.items, 'prompt-web')).toHaveLength(1)
  })

  test('what cannot be is refused with its code, and changes nothing', async () => {
    await data.start()
    const pids = data.instance.services.map(({ pid }) => pid)
    const refused = [
      [
        'a service that nobody knows',
        '/api/v1/services/prompt-wed/reload',
        {},
        404,
        'PB_SERVICE_UNKNOWN',
      ],
      ['no workers', '/api/v1/services/prompt-web/scale', { workers: 0 }, 422, 'PB_SCALE_REFUSED'],
      ['too many', '/api/v1/services/prompt-web/scale', { workers: 65 }, 422, 'PB_SCALE_REFUSED'],
      [
        'half a worker',
        '/api/v1/services/prompt-web/scale',
        { workers: 1.5 },
        422,
        'PB_REQUEST_INVALID',
      ],
      [
        'no number',
        '/api/v1/services/prompt-web/scale',
        { workers: '2' },
        422,
        'PB_REQUEST_INVALID',
      ],
      ['nothing', '/api/v1/services/prompt-web/scale', {}, 422, 'PB_REQUEST_INVALID'],
      ['more than is known', '/api/v1/reload', { force: true }, 422, 'PB_REQUEST_INVALID'],
      ['what is no JSON', '/api/v1/reload', '{', 400, 'PB_BODY_NOT_JSON'],
      ['another wish', '/api/v1/services/prompt-web/kill', {}, 404, 'PB_ROUTE_NOT_FOUND'],
    ] as const
    for (const [what, path, body, status, code] of refused) {
      const answer = await post(path, { body })
      expect([what, answer.status, answer.body.code]).toEqual([what, status, code])
      expect(answer.type).toContain('application/problem+json')
    }
    expect(data.instance.services.map(({ pid }) => pid)).toEqual(pids)
  })

  test('a web page of others reaches nothing', async () => {
    await data.start()
    const pids = data.instance.services.map(({ pid }) => pid)
    for (const headers of [
      { host: 'attacker.example' },
      { origin: 'https://attacker.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      for (const path of ['/api/v1/reload', '/api/v1/shutdown']) {
        expect([headers, (await post(path, { headers })).status]).toEqual([headers, 403])
      }
    }
    expect(data.instance.services.map(({ pid }) => pid)).toEqual(pids)
  })
})

describe('services are controlled by command', () => {
  test('reload, restart and scale tell what there is now', async () => {
    await data.start()
    const before = data.pidOf('prompt-web')
    const reloaded = await data.run(['reload', 'prompt-web'])
    expect(reloaded.code).toBe(0)
    expect(reloaded.stdout).toMatch(/^prompt-web was reloaded in /)
    expect(reloaded.stdout).toMatch(/prompt-web +0 +ready/)
    expect(data.pidOf('prompt-web')).not.toBe(before)

    const restarted = await data.run(['restart', '--json'])
    expect(restarted.code).toBe(0)
    expect(workersOf(JSON.parse(restarted.stdout).items, 'mcp-gateway')).toHaveLength(1)

    const scaled = await data.run(['scale', 'prompt-web', '2'])
    expect(scaled.code).toBe(0)
    expect(scaled.stdout).toMatch(/^prompt-web has 2 workers now\.\n/)
    expect(scaled.stdout).toMatch(/prompt-web +1 +ready +\d+ .*(as a spare|for more workers)/)
  })

  test('what is refused is told, with its code', async () => {
    await data.start()
    const refused = await data.run(['scale', 'prompt-web', '65', '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'PB_SCALE_REFUSED' } })
    for (const line of [
      ['scale', 'prompt-web', 'many'],
      ['scale', 'prompt-web'],
      ['scale', 'prompt-wed', '2'],
      ['reload', 'prompt-wed'],
    ]) {
      expect([line, (await data.run(line)).code]).toEqual([line, 2])
    }
  })

  test('stop ends it in order and waits for the end; then there is nothing to control', async () => {
    const started = await data.start()
    const pids = [data.instance.pid, ...data.instance.services.map(({ pid }) => pid)]
    const ended = new Promise((resolve) => started.process.once('exit', resolve))
    const { code, stdout } = await data.run(['stop'])
    expect([code, stdout]).toEqual([0, `PromptBin (pid ${pids[0]}) has stopped.\n`])
    expect(await ended).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
    for (const line of [
      ['stop'],
      ['reload'],
      ['restart'],
      ['scale', 'prompt-web', '2'],
      ['events'],
    ]) {
      const { code, stderr } = await data.run(line)
      expect([line, code]).toEqual([line, 4])
      expect(stderr).toContain('PB_NOT_RUNNING')
    }
  })
})
