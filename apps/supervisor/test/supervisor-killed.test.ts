import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { findFreePort } from '@promptbin/free-port'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { isAlive } from '../src/process/is-alive.ts'
import { Started, TestFolder } from './command.ts'
import { guardOf } from './guard-of.ts'

let data: TestFolder

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

const isLinux = process.platform === 'linux'

/** Of all services, or of one. */
function pidsOf(service?: string): readonly number[] {
  const { services } = data.instance
  return services.flatMap(({ name, pid }) => ((service ?? name) === name ? [pid] : []))
}

/** The guard beside the supervisor. */
function ownGuard(): number {
  const guard = guardOf(data.instance.pid)
  if (guard === undefined) throw new Error('There is no guard.')
  return guard
}

/** Ports that no test beside this one gets once they are let go. */
const portsOfItsOwn = async () => ({
  PROMPTBIN_WEB_PORT: String(await findFreePort()),
  PROMPTBIN_MCP_PORT: String(await findFreePort()),
  PROMPTBIN_SUPERVISOR_PORT: String(await findFreePort()),
})

/** Whether anybody takes connections there. */
async function isOpen(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  return once(socket, 'connect').then(
    () => {
      socket.destroy()
      return true
    },
    () => false,
  )
}

/** A process that has ended may keep its sockets until the last of its threads is gone, some ms later. */
async function whichAreOpen(urls: readonly string[]): Promise<readonly string[]> {
  const open = await Promise.all(urls.map(isOpen))
  return urls.filter((_, index) => open[index])
}

const aftermath = () => data.log.find(({ event }) => event === 'supervisor.aftermath')

describe('a supervisor that is killed', () => {
  test('takes its services with it, and leaves no port taken', async () => {
    const started = await data.start(await portsOfItsOwn())
    const { web, mcp, supervisor } = data.instance
    const pids = pidsOf()
    const killedAt = performance.now()
    await started.stop('SIGKILL')
    await expect.poll(() => pids.filter(isAlive), { interval: 10, timeout: 30_000 }).toEqual([])
    // Within 2 s; this machine may be busy with other tests. A shutdown has 30 s.
    expect(performance.now() - killedAt).toBeLessThan(10_000)
    const urls = [web.url, mcp.url, supervisor.url]
    await expect.poll(() => whichAreOpen(urls)).toEqual([])
  })

  test('takes those with it that have only just started', async () => {
    const started = new Started(
      data.spawn(['start'], { TEST_GATEWAY: 'misbehaving/never-built.ts' }),
    )
    await started.until('stdout', 'test.building')
    const line = started.stdout.split('\n').find((text) => text.includes('test.building'))
    const { pid } = JSON.parse(line ?? '')
    await started.stop('SIGKILL')
    const isGone = () => !isAlive(pid)
    await expect.poll(isGone, { timeout: 30_000 }).toBe(true)
  })

  test.runIf(isLinux)(
    'leaves nobody, however they are, and has what was asked answered',
    async () => {
      const started = await data.start({ ...(await portsOfItsOwn()), PROMPTBIN_MCP_WORKERS: '2' })
      const { web, mcp, supervisor, pid } = data.instance
      const [stopped = 0, hanging] = pidsOf('mcp-gateway')
      const pids = [...pidsOf(), ownGuard()]
      onTestFinished(() => {
        for (const left of pids.filter(isAlive)) process.kill(left, 'SIGKILL')
      })

      const { body } = await fetch(`${web.url}/until-the-end`)
      // Lest it replaces those which do not answer, on a machine where all of this takes long.
      process.kill(pid, 'SIGSTOP')
      process.kill(stopped, 'SIGSTOP')
      const hung = await fetch(`${new URL(mcp.url).origin}/hang`)
      expect(await hung.json()).toEqual({ pid: hanging })

      const killedAt = performance.now()
      await started.stop('SIGKILL')
      expect(await new Response(body).text()).toBe('begun, done')
      await expect.poll(() => pids.filter(isAlive), { interval: 10, timeout: 30_000 }).toEqual([])
      // Within 2 s, as above.
      expect(performance.now() - killedAt).toBeLessThan(10_000)
      const urls = [web.url, mcp.url, supervisor.url]
      await expect.poll(() => whichAreOpen(urls)).toEqual([])
    },
  )

  test.runIf(isLinux)('has a guard in the place of one that was killed', async () => {
    const started = await data.start()
    const former = ownGuard()
    process.kill(former, 'SIGKILL')
    const { pid } = data.instance
    await expect.poll(() => ![undefined, former].includes(guardOf(pid))).toBe(true)
    const stopped = data.pidOf('mcp-gateway')
    process.kill(stopped, 'SIGSTOP')
    await started.stop('SIGKILL')
    await expect.poll(() => isAlive(stopped), { interval: 10, timeout: 30_000 }).toBe(false)
  })

  test.runIf(isLinux)(
    'is told of by the next one, which ends what could not end by itself',
    async () => {
      const started = await data.start()
      const killed = data.instance.pid
      const stopped = data.pidOf('mcp-gateway')
      // Its guard is killed with it: it has no time to replace it.
      process.kill(killed, 'SIGSTOP')
      process.kill(ownGuard(), 'SIGKILL')
      process.kill(stopped, 'SIGSTOP')
      await started.stop('SIGKILL')
      const next = await data.start()
      expect(isAlive(stopped)).toBe(false)
      expect(next.stderr).toContain(
        `The last PromptBin on this folder (pid ${killed}) was killed, not stopped.`,
      )
      expect(next.stderr).toContain(`pid ${stopped} ended by SIGKILL`)
      expect(aftermath()).toMatchObject({
        level: 'warn',
        previous_pid: killed,
        leftovers: expect.arrayContaining([{ pid: stopped, ended: 'by SIGKILL' }]),
      })
    },
  )

  test.runIf(isLinux)('has a guard that does not outlive one which stops', async () => {
    const started = await data.start()
    const guard = ownGuard()
    await started.stop()
    await expect.poll(() => isAlive(guard)).toBe(false)
  })

  test('and one that was stopped as it should are two things', async () => {
    await (await data.start()).stop()
    const next = await data.start()
    expect(next.stderr).not.toContain('was killed')
    expect(aftermath()).toBeUndefined()
  })
})

test('a file of an instance that is dead names a process of others: it is not touched', async () => {
  const foreign = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void foreign.kill('SIGKILL'))
  const { pid } = foreign
  const place = { url: 'http://127.0.0.1:9' }
  const services = [{ name: 'prompt-web', pid }]
  const stale = { pid, web: place, mcp: place, supervisor: place, services }
  mkdirSync(join(data.path, 'run'), { recursive: true, mode: 0o700 })
  writeFileSync(join(data.path, 'run/supervisor.json'), JSON.stringify(stale))

  const next = await data.start()
  expect(next.stderr).toContain(`(pid ${pid}) was killed, not stopped. It left nothing behind.`)
  expect(data.instance.pid).toBe(next.process.pid)
  expect([foreign.exitCode, foreign.signalCode]).toEqual([null, null])
})
