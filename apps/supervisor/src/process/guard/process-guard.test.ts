import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expect, onTestFinished, test } from 'vitest'
import { guardOf } from '../../../test/guard-of.ts'
import { isAlive } from '../is-alive.ts'
import { guardName, guardScript } from './guard-script.ts'
import { ProcessGuard } from './process-guard.ts'
import { startTimeOf } from './start-time.ts'

type Process = ChildProcess & { readonly pid: number }

/** A process that leads a group of its own, as services do; it runs a script of the shell. */
function start(script = 'exec sleep 1000'): Process {
  const child = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] })
  onTestFinished(() => endGroup(child.pid))
  return child as unknown as Process
}

function endGroup(pid = Number.NaN): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of it has ended.
  }
}

const named = (pid: number) => `${pid}:${startTimeOf(pid)}`

/** The letter that the kernel has for what a process does (proc_pid_stat(5)). */
const stateOf = (pid: number) => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]

async function stop(child: Process): Promise<void> {
  child.kill('SIGSTOP')
  await expect.poll(() => stateOf(child.pid)).toBe('T')
}

const shells = [['sh'], ['bash'], ['busybox', 'sh']].filter(
  ([program = '', ...words]) => spawnSync(program, [...words, '-c', 'true']).status === 0,
)

describe.runIf(process.platform === 'linux').each(shells)('the guard, run by %s', (...shell) => {
  /** Tells it what it guards and leaves it alone, as a supervisor does that is killed; waits for its end. */
  async function guardAlone(input: string, patienceSeconds = 0): Promise<void> {
    const guard = startGuard(patienceSeconds)
    guard.stdin?.end(input)
    await once(guard, 'exit')
  }

  function startGuard(patienceSeconds: number): Process {
    const [program = '', ...words] = shell
    const line = [...words, '-c', guardScript, guardName, `${patienceSeconds}`]
    const guard = spawn(program, line, {
      env: {},
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    onTestFinished(() => endGroup(guard.pid))
    return guard as unknown as Process
  }

  test('ends those that are still there, stopped ones too, and what they have started', async () => {
    const parent = start('sleep 1000 & echo $!; wait')
    const stopped = start()
    const [told] = await once(createInterface({ input: parent.stdout as never }), 'line')
    await stop(stopped)
    const ends = [parent, stopped].map((child) => once(child, 'exit'))
    await guardAlone(`${named(parent.pid)} ${named(stopped.pid)}\n`)
    expect(await Promise.all(ends)).toEqual([
      [null, 'SIGKILL'],
      [null, 'SIGKILL'],
    ])
    await expect.poll(() => isAlive(Number(told))).toBe(false)
  })

  test('wakes a stopped one, which then ends by itself', async () => {
    const child = start('read -r _; exit 7')
    const guard = startGuard(1000)
    await stop(child)
    child.stdin?.end()
    const ended = once(child, 'exit')
    guard.stdin?.end(`${named(child.pid)}\n`)
    expect(await ended).toEqual([7, null])
  })

  test('does not touch another process that has the number by now', async () => {
    const foreign = start()
    await stop(foreign)
    const startTime = Number(startTimeOf(foreign.pid))
    await guardAlone(`${foreign.pid}:${startTime - 1}\n`)
    // Neither ended nor woken.
    expect(stateOf(foreign.pid)).toBe('T')
  })

  test('goes by what it was told last, as far as that was said', async () => {
    const [former, latter] = [start(), start()]
    const ended = once(latter, 'exit')
    const [one, other] = [named(former.pid), named(latter.pid)]
    await guardAlone(`${one}\n${one} ${other}\n${other}\n${one} ${latter.pid}`)
    expect(await ended).toEqual([null, 'SIGKILL'])
    expect(isAlive(former.pid)).toBe(true)
  })

  test('does its work although it was asked to end, as its whole group may be', async () => {
    const child = start()
    const guard = startGuard(0)
    const signals = [1, 2, 3, 15]
    const ignored = () => {
      const mask = /^SigIgn:\s+(\w+)$/m.exec(readFileSync(`/proc/${guard.pid}/status`, 'utf8'))?.[1]
      return signals.filter((signal) => (BigInt(`0x${mask}`) >> BigInt(signal - 1)) & 1n)
    }
    await expect.poll(ignored).toEqual(signals)
    for (const signal of signals) process.kill(guard.pid, signal)
    const ended = once(child, 'exit')
    guard.stdin?.end(`${named(child.pid)}\n`)
    expect(await ended).toEqual([null, 'SIGKILL'])
  })
})

describe.runIf(process.platform === 'linux')('beside a supervisor', () => {
  const ownGuard = () => guardOf(process.pid)

  test('a guard is there as long as there is something to guard', async () => {
    const guard = new ProcessGuard()
    const [one, other] = [start(), start()]
    expect(ownGuard()).toBeUndefined()
    guard.guard(one.pid)
    await expect.poll(ownGuard).toBeDefined()
    const pid = Number(ownGuard())
    guard.guard(other.pid)
    guard.forget(one.pid)
    guard.forget(one.pid)
    expect([ownGuard(), isAlive(pid)]).toEqual([pid, true])
    guard.forget(other.pid)
    await expect.poll(() => isAlive(pid)).toBe(false)
    expect(ownGuard()).toBeUndefined()
  })

  test('one that has ended is replaced', async () => {
    const guard = new ProcessGuard()
    const { pid } = start()
    guard.guard(pid)
    onTestFinished(() => guard.forget(pid))
    await expect.poll(ownGuard).toBeDefined()
    const first = Number(ownGuard())
    process.kill(first, 'SIGKILL')
    await expect.poll(() => ![undefined, first].includes(ownGuard())).toBe(true)
  })

  test('one of what has ended already is not made', async () => {
    const child = start('exit')
    await once(child, 'exit')
    new ProcessGuard().guard(child.pid)
    expect(ownGuard()).toBeUndefined()
  })
})

test('a start time is that of one process alone', async () => {
  const { pid } = start()
  expect(Number(startTimeOf(pid))).toBeGreaterThanOrEqual(Number(startTimeOf(process.pid)))
  expect(startTimeOf(pid)).toBe(startTimeOf(pid))
  expect(startTimeOf(2 ** 30)).toBeUndefined()
})
