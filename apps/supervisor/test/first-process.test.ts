import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Started } from './command.ts'
import { programOf } from './programs.ts'

/** What a container is to a process: it is the first one, and sees no other but its own. */
const container = ['--pid', '--fork', '--map-root-user', '--mount-proc', '--kill-child']
const canUnshare = spawnSync('unshare', [...container, 'true']).status === 0

const entry = programOf('promptbin.ts')
const running: ChildProcess[] = []
let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'promptbin-first-'))
})

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(data, { recursive: true, force: true })
})

/** Runs `promptbin` as the first process of a container. */
function runFirst(args: readonly string[], variables: Record<string, string> = {}) {
  const command = [process.execPath, entry, ...args, '--data-dir', data]
  const child = spawn('unshare', [...container, ...command], {
    env: {
      ...process.env,
      PROMPTBIN_WEB_PORT: '0',
      PROMPTBIN_MCP_PORT: '0',
      PROMPTBIN_SUPERVISOR_PORT: '0',
      ...variables,
    },
  })
  running.push(child)
  const started = new Started(child)
  /** Its pid outside of the container. */
  const first = () => {
    const { pid } = child
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'))
  }
  return { started, first }
}

const instance = () => JSON.parse(readFileSync(join(data, 'run/supervisor.json'), 'utf8'))

describe.runIf(canUnshare)('as the first process of a container', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s stops all in order, exit 0', async (signal) => {
    const { started, first } = runFirst(['start'])
    await started.until('stderr', 'Ctrl-C')
    const ended = once(started.process, 'close')
    process.kill(first(), signal)
    expect((await ended)[0]).toBe(0)
    const lines = started.stdout.trim().split('\n')
    const stopped = lines
      .map((line) => JSON.parse(line))
      .filter(({ event, child }) => {
        return event === 'lifecycle.exited' && child
      })
    expect([...new Set(stopped.map(({ child }) => child))]).toEqual(['mcp-gateway', 'prompt-web'])
  })

  test('a process whose parent has ended leaves no zombie', async () => {
    const { started, first } = runFirst(['start'], { TEST_GATEWAY: 'services/leaves-orphans.ts' })
    await started.until('stderr', 'Ctrl-C')
    const gateway = new URL(instance().mcp.url).origin
    const { pid } = (await (await fetch(`${gateway}/orphan`)).json()) as { pid: number }
    const seen = `/proc/${first()}/root/proc/${pid}`
    const status = () => (existsSync(seen) ? readFileSync(`${seen}/status`, 'utf8') : '')
    // Whoever takes its exit in is its parent now.
    expect(status()).toMatch(/^PPid:\t1$/m)
    await fetch(`${gateway}/orphan/end`, { method: 'POST' })
    await expect.poll(status, { timeout: 30_000 }).toBe('')
  })

  test('what a command answers and how it ends are passed on, and its input too', async () => {
    const version = runFirst(['status', '--json']).started
    const [code] = await once(version.process, 'close')
    expect(code).toBe(4)
    const { started } = runFirst(['mcp'])
    started.process.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initialize"}\n')
    await started.until('stdout', '\n')
    const ended = once(started.process, 'close')
    started.process.stdin.end()
    expect((await ended)[0]).toBe(0)
    expect(JSON.parse(started.stdout)).toMatchObject({ id: 1, result: { pid: expect.any(Number) } })
  })
})
