import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseIo, parseStat, parseStatus, readProc } from './proc-reading.ts'

const look = (pid: number) => readProc(pid, 0).reading

/** A process that tells when it has done what it is made for, and then waits. */
async function run(code: string): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, [
    '-e',
    `${code}; console.log('done'); process.stdin.resume()`,
  ])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child as ChildProcess & { readonly pid: number }
}

/** A process that cannot do anything at all. */
async function runStopped() {
  const child = await run('')
  child.kill('SIGSTOP')
  const isStopped = () => readFileSync(`/proc/${child.pid}/stat`, 'utf8').includes(') T ')
  while (!isStopped()) await once(AbortSignal.timeout(10), 'abort')
  return child
}

describe.runIf(existsSync('/proc/self/stat'))('with /proc', () => {
  test('memory that a process holds is seen', async () => {
    const idle = await run('')
    const hungry = await run('globalThis.held = Buffer.alloc(100_000_000, 1)')
    const [less, more] = [look(idle.pid).rssBytes ?? 0, look(hungry.pid).rssBytes ?? 0]
    expect(less).toBeGreaterThan(10_000_000)
    expect(more - less).toBeGreaterThan(90_000_000)
  })

  test('CPU time that a process used is seen', async () => {
    const code = 'while (process.cpuUsage().user < 100_000);'
    const { pid } = await run(code)
    expect(look(pid).cpuSeconds).toBeGreaterThanOrEqual(0.09)
  })

  test('open files and threads are counted', async () => {
    const before = look(process.pid)
    const opened = Array.from({ length: 20 }, () => openSync('/dev/null', 'r'))
    const after = look(process.pid)
    expect((after.descriptors ?? 0) - (before.descriptors ?? 0)).toBeGreaterThanOrEqual(
      opened.length,
    )
    expect(after.threads).toBeGreaterThan(1)
  })

  test('a process that does nothing is not read again, for some seconds', async () => {
    const { pid } = await runStopped()
    const first = readProc(pid, 0)
    expect(readProc(pid, 4_999, first)).toBe(first)
    expect(readProc(pid, 5_000, first)).toEqual({ ...first, readAtMs: 5_000 })
  })

  test('one that has got memory since is read at once', async () => {
    const grow =
      "process.stdin.on('data', () => console.log((globalThis.held = Buffer.alloc(50e6, 1)).length))"
    const child = await run(grow)
    const first = readProc(child.pid, 0)
    child.stdin?.write('grow')
    await once(child.stdout as Readable, 'data')
    const grown = readProc(child.pid, 1, first).reading.rssBytes ?? 0
    expect(grown - (first.reading.rssBytes ?? 0)).toBeGreaterThan(45e6)
  })

  test('one that has ended is not taken for idle', async () => {
    const child = await runStopped()
    const first = readProc(child.pid, 0)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(readProc(child.pid, 1, first).reading.rssBytes).toBeNull()
  })
})

test('what reached the disk is told, and not what only went through the cache', () => {
  const io = 'rchar: 900\nwchar: 800\nsyscr: 7\nsyscw: 6\nread_bytes: 4096\nwrite_bytes: 8192\n'
  expect(parseIo(io)).toEqual({ readBytes: 4096, writtenBytes: 8192 })
})

test('of a process that is gone nothing is known, and nothing is thrown', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  const known = look(Number(child.pid))
  expect(new Set(Object.values(known))).toEqual(new Set([null]))
})

test('a command whose name looks like fields does not shift them', () => {
  const stat = '7 (a) b (c d) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 11 0 100 0 0'
  expect(parseStat(stat).cpuSeconds).toBe(3)
})

test('a process that has ended but was not waited for has no memory', () => {
  expect(parseStatus('Name:\tnode\nState:\tZ (zombie)\nThreads:\t1\n')).toEqual({
    rssBytes: null,
    threads: 1,
  })
})

test('no text makes the readers throw or tell what is no number', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const told = [
        parseStat(text).cpuSeconds,
        ...Object.values(parseStatus(`\nVmRSS:${text}`)),
        ...Object.values(parseIo(`\nread_bytes: ${text}`)),
      ]
      for (const figure of told) expect(figure === null || Number.isFinite(figure)).toBe(true)
    }),
  )
})
