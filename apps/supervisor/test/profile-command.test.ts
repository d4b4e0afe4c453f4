import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TestFolder } from './command.ts'

const on = { PROMPTBIN_MONITORING_ENABLE_PROFILING: 'true', TEST_GATEWAY: 'services/busy.ts' }

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

const profiles = () => join(data.path, 'state/profiles')
const ask = (path: string, options?: RequestInit) =>
  fetch(new URL(path, data.instance.supervisor.url), options)

describe('promptbin profile', () => {
  test('is off by default: it names the setting, and a reload with that is enough', async () => {
    await data.start()
    const { code, stderr } = await data.run(['profile', 'prompt-web', '--seconds', '1'])
    expect(code).toBe(1)
    expect(stderr).toContain('PB_PROFILING_OFF: Profiling is off: monitoring.enable_profiling')
    expect(existsSync(profiles())).toBe(false)

    const file = join(data.path, 'promptbin-config.yaml')
    writeFileSync(file, 'monitoring:\n  enable_profiling: true\n')
    expect((await data.run(['reload'])).code).toBe(0)
    expect((await data.run(['profile', 'prompt-web', '--seconds', '1'])).code).toBe(0)
  })

  test('finds what is busy, tells a program of it, and writes a copy for its owner', async () => {
    await data.start(on)
    const output = join(data.path, 'gateway.cpuprofile')
    const args = ['profile', 'mcp-gateway', '--seconds', '1', '--json', '--output', output]
    const { code, stdout, stderr } = await data.run(args)
    expect([code, stderr]).toEqual([0, ''])
    const item = JSON.parse(stdout)
    expect(item).toMatchObject({ service: 'mcp-gateway', kind: 'cpu', seconds: 1, file: output })
    expect(readFileSync(output, 'utf8')).toContain('"burnTheCandle"')
    expect(statSync(output).mode & 0o777).toBe(0o600)
    expect(await (await ask(item.flameUrl)).text()).toContain('burnTheCandle')
    const { items } = (await (await ask('/api/v1/events?type=profiled')).json()) as {
      items: unknown[]
    }
    const pid = data.pidOf('mcp-gateway')
    expect(items).toMatchObject([{ type: 'profiled', kind: 'cpu', service: 'mcp-gateway', pid }])
  })

  test('tells a person where the profile is', async () => {
    await data.start(on)
    const { stdout } = await data.run(['profile', 'mcp-gateway', '--seconds', '1'])
    const [fileName = ''] = readdirSync(profiles())
    expect(stdout).toContain(`mcp-gateway, process `)
    expect(stdout).toContain(join(profiles(), fileName))
    expect(stdout).toContain(`Flame graph: ${data.instance.supervisor.url}/api/v1/profiles/`)
    const snapshot = await data.run(['profile', 'mcp-gateway', '--kind', 'heap-snapshot'])
    expect(snapshot.stdout).toContain('Keep it to yourself.')
  })

  test('of a process that ends meanwhile ends with it', async () => {
    await data.start(on)
    const running = data.run(['profile', 'mcp-gateway', '--seconds', '60'])
    // What it says when it ends before there is anything.
    const ended = running.then(({ stderr }) => Promise.reject(new Error(stderr)))
    const begun = expect.poll(unfinished, { timeout: 60_000 }).toHaveLength(1)
    await Promise.race([begun, ended])
    process.kill(data.pidOf('mcp-gateway'), 'SIGKILL')
    await expect(ended).rejects.toThrow('PB_PROFILE_PROCESS_ENDED')
    const { code, stderr } = await running
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /PB_PROFILE_PROCESS_ENDED: Process \d+ ended while it was being profiled/,
    )
    expect(unfinished()).toEqual([])
  })

  test('of what is not there says so', async () => {
    expect((await data.run(['profile', 'prompt-web'])).code).toBe(4)
    await data.start(on)
    const unknown = await data.run(['profile', 'nobody'])
    expect(unknown.stderr).toContain('PB_PROFILE_SERVICE_NOT_READY')
    const gone = await data.run(['profile', '999', '--json'])
    expect(JSON.parse(gone.stderr)).toMatchObject({
      error: { code: 'PB_PROFILE_PROCESS_NOT_FOUND' },
    })
  })

  test('records for a minute at most', async () => {
    expect((await data.run(['profile', 'prompt-web', '--seconds', '61'])).code).toBe(2)
  })
})

function unfinished(): readonly string[] {
  const names = existsSync(profiles()) ? readdirSync(profiles()) : []
  return names.filter((name) => name.endsWith('.part'))
}

test('the silence of a heap snapshot is no failure, while that of another process is', async () => {
  await data.start({ ...on, PROMPTBIN_SUPERVISOR_SPARES: '0' })
  const [gateway, web] = [data.pidOf('mcp-gateway'), data.pidOf('prompt-web')]
  const { items } = (await (await ask('/api/v1/processes')).json()) as {
    items: { pid: number; processId: number }[]
  }
  const processId = items.find(({ pid }) => pid === gateway)?.processId
  // As if both hung: the one because it was asked to.
  process.kill(gateway, 'SIGSTOP')
  const snapshot = ask(`/api/v1/processes/${processId}/profiles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"kind":"heap-snapshot"}',
  })
  await expect.poll(unfinished, { timeout: 30_000 }).toHaveLength(1)
  process.kill(web, 'SIGSTOP')
  await expect.poll(() => data.pidOf('prompt-web'), { timeout: 60_000 }).not.toBe(web)
  process.kill(gateway, 'SIGCONT')
  expect((await snapshot).status).toBe(201)
  expect(data.pidOf('mcp-gateway')).toBe(gateway)
})
