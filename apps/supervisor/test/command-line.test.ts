import { version } from '@promptbin/config'
import { findFreePort } from '@promptbin/free-port'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProcessItem } from '../src/instance/find-instance.ts'
import { Started, TestFolder } from './command.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

describe('promptbin status', () => {
  test('tells a person and a program what runs', async () => {
    await data.start({ PROMPTBIN_SUPERVISOR_SPARES: '1' })
    // On a busy machine the start itself may have been too much for a moment.
    const isHealthy = async () => (await data.run(['status'])).stdout.includes('is healthy')
    await expect.poll(isHealthy, { timeout: 60_000 }).toBe(true)
    const { code, stdout } = await data.run(['status'])
    expect(code).toBe(0)
    expect(stdout).toContain('(production) is healthy')
    expect(stdout).toContain(`Console     ${data.instance.supervisor.url}\n`)
    expect(stdout).toContain(`Data        ${data.path}\n`)
    expect(stdout).toMatch(new RegExp(`prompt-web +0 +ready +${data.pidOf('prompt-web')} `))
    const told = JSON.parse((await data.run(['status', '--json'])).stdout)
    expect(told).toMatchObject({ ...data.instance, overall_status: 'healthy' })
    const places = told.processes.map((one: ProcessItem) => [one.service, one.worker])
    expect(places).toEqual([
      ['supervisor', 0],
      ['prompt-web', 0],
      ['prompt-web', null],
      ['mcp-gateway', 0],
      ['mcp-gateway', null],
    ])
  })

  test('says 3 when a service was given up, and 4 when nothing runs', async () => {
    const started = await data.start({
      PROMPTBIN_OPERATIONS_MAX_RESTART_ATTEMPTS: '0',
      PROMPTBIN_SUPERVISOR_SPARES: '0',
    })
    process.kill(data.pidOf('mcp-gateway'), 'SIGKILL')
    await expect.poll(() => data.pidOf('mcp-gateway'), { timeout: 30_000 }).toBe(0)
    const ill = await data.run(['status'])
    expect(ill.code).toBe(3)
    expect(ill.stdout).toContain('is degraded')
    expect(ill.stdout).toContain('mcp-gateway: It was killed by SIGKILL')
    await started.stop()
    expect((await data.run(['status'])).code).toBe(4)
  })
})

test('a service alone has the same configuration, and ends with the signal for the command', async () => {
  const port = await findFreePort()
  const alone = new Started(data.spawn(['web'], { PROMPTBIN_WEB_PORT: String(port) }))
  await alone.until('stdout', 'service is ready')
  expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200)
  expect(await alone.stop('SIGTERM')).toBe(0)
})

test('wrong usage is exit code 2', async () => {
  expect((await data.run(['strat'])).code).toBe(2)
  expect((await data.run(['status', '--nonsense'])).code).toBe(2)
  expect((await data.run(['render'])).code).toBe(2)
  for (const line of [
    ['token'],
    ['token', 'create'],
    ['token', 'create', '--name', 'a', '--scopes', 'prompts:all'],
    ['token', 'create', '--name', 'a', '--expires', 'yesterday'],
    ['token', 'revoke'],
  ]) {
    expect([line, (await data.run(line)).code]).toEqual([line, 2])
  }
  const unread = await data.run(['import', '--format', 'docx', 'a.docx'])
  expect(unread.code).toBe(2)
  expect(unread.stderr).toContain('dotprompt')
})

test('the version is told alone, and is not taken for that of a prompt', async () => {
  for (const flag of ['--version', '-V']) {
    expect(await data.run([flag])).toMatchObject({ code: 0, stdout: `${version}\n` })
  }
  for (const line of [
    ['status', '--version'],
    ['render', 'a', '--version', '4'],
  ]) {
    const { code, stdout } = await data.run(line)
    expect([code, stdout]).toEqual([2, ''])
  }
})

// help.test.ts walks through all of them.
test.each(['start', 'token create'])(
  'promptbin %s --help has an example and the options of every command',
  async (command) => {
    const { code, stdout } = await data.run([...command.split(' '), '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/Example:\n {2}\$ .*promptbin/)
    expect(stdout).toContain('--json')
  },
)
