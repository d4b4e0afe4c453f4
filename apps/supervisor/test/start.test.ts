import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Started, TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

const get = async (url: string, path: string) => {
  const response = await fetch(new URL(path, url))
  return { status: response.status, type: response.headers.get('content-type'), response }
}

describe('promptbin start', () => {
  test('tells a person where everything is, and a client how to connect', async () => {
    const { stderr } = await data.start()
    const { web, mcp, supervisor } = data.instance
    for (const told of [web.url, mcp.url, supervisor.url, data.path]) expect(stderr).toContain(told)
    const [stdio, http] = stderr.split('\n').filter((line) => line.startsWith('{'))
    expect(JSON.parse(stdio ?? '')).toEqual({
      mcpServers: {
        promptbin: {
          command: process.execPath,
          args: [expect.stringContaining('main.'), 'mcp', '--data-dir', data.path],
        },
      },
    })
    expect(JSON.parse(http ?? '').mcpServers.promptbin.url).toBe(mcp.url)
  })

  test('with --json tells a program instead', async () => {
    const started = new Started(data.spawn(['start', '--json']))
    await started.until('stdout', '"startedAt"')
    const ready = started.stdout.split('\n').find((line) => line.includes('"startedAt"'))
    expect(JSON.parse(ready ?? '')).toEqual(data.instance)
    expect(started.stderr).toBe('')
  })

  test('serves the operations routes, and the state in the shape of the requirement', async () => {
    await data.start()
    const { url } = data.instance.supervisor
    for (const path of ['/livez', '/readyz', '/startupz']) {
      expect((await get(url, path)).status).toBe(200)
    }
    const health = await get(url, '/health')
    expect(health.type).toContain('application/health+json')
    const web_app = {
      status: 'healthy',
      url: data.instance.web.url,
      last_health_check: expect.stringMatching(/^\d{4}-.*Z$/),
      response_time: expect.any(Number),
    }
    expect(await health.response.json()).toMatchObject({
      overall_status: 'healthy',
      mcp_server: {
        status: 'healthy',
        uptime: expect.any(Number),
        requests_handled: 0,
        avg_response_time: 0,
      },
      web_app,
      flask_app: web_app,
      system: {
        disk_usage: expect.stringMatching(/^\d+%$/),
        memory_usage: expect.stringMatching(/^\d+MB$/),
        prompts_count: 2,
        last_backup: null,
      },
    })
  })

  test('lists its processes and counts their restarts', async () => {
    await data.start({ PROMPTBIN_SUPERVISOR_SPARES: '0' })
    const { pid, supervisor } = data.instance
    const killed = data.pidOf('prompt-web')
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => data.pidOf('prompt-web'), { timeout: 30_000 }).not.toBe(killed)

    const { items } = (await (await get(supervisor.url, '/api/v1/processes')).response.json()) as {
      items: Record<string, unknown>[]
    }
    expect(items.map(({ service, worker }) => [service, worker])).toEqual([
      ['supervisor', 0],
      ['prompt-web', 0],
      ['mcp-gateway', 0],
    ])
    expect(items[0]).toMatchObject({ pid, state: 'ready', restarts: 0 })
    expect(items[1]).toMatchObject({
      pid: data.pidOf('prompt-web'),
      restarts: 1,
      lastRestartReason: expect.stringContaining('SIGKILL'),
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    })
    expect(await (await get(supervisor.url, '/metrics')).response.text()).toContain(
      'promptbin_child_restarts_total{child="prompt-web",reason="signal",service="supervisor",worker="0"} 1',
    )
  })

  test('logs everything as JSON lines, to its file and to a stdout that is no terminal', async () => {
    const started = await data.start()
    await started.stop()
    const services = new Set(data.log.map(({ service }) => service))
    expect(services).toEqual(new Set(['supervisor', 'prompt-web', 'mcp-gateway']))
    const echoed = started.stdout.trim().split('\n')
    expect(echoed.map((line) => JSON.parse(line))).toEqual(data.log)
  })
})

describe('a start that cannot work', () => {
  test('a second one on the same folder is told of the first, which goes on', async () => {
    await data.start()
    const { code, stderr } = await data.run(['start'])
    expect(code).toBe(1)
    expect(stderr).toContain('PB_INSTANCE_RUNNING')
    expect(stderr).toContain(`pid ${data.instance.pid}`)
    expect(stderr).toContain(data.instance.web.url)
    expect((await get(data.instance.web.url, '/livez')).status).toBe(200)
  })

  test('a taken port is an error in production; in development the next one is taken', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const port = String((holder.address() as AddressInfo).port)
    const refused = await data.run(['start', '--json'], { PROMPTBIN_MCP_PORT: port })
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stderr)).toMatchObject({ error: { code: 'PB_PORT_TAKEN' } })

    const { stderr } = await data.start({
      PROMPTBIN_MCP_PORT: port,
      PROMPTBIN_MODE: 'development',
    })
    holder.close()
    expect(stderr).toContain(`Port ${port} was taken, so mcp is on port`)
  })

  test('a service that does not come up ends it with what the service said', async () => {
    const { code, stderr } = await data.run(['start'], {
      TEST_GATEWAY: 'misbehaving/exits-at-once.ts',
      PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '1',
    })
    expect(code).toBe(1)
    expect(stderr).toContain('PB_SERVICE_FAILED: mcp-gateway does not start: PB_TEST_BROKEN')
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})
