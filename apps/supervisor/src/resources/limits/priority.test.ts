import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { priorityOf, setPriorityOf, slowedPriority } from './priority.ts'

async function runIdle(): Promise<ChildProcess & { readonly pid: number }> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); process.stdin.resume()'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child as ChildProcess & { readonly pid: number }
}

test.runIf(existsSync('/proc/self/task'))('every thread of a process is slowed down', async () => {
  const { pid } = await runIdle()
  expect(setPriorityOf(pid, slowedPriority)).toBe(true)
  const threads = readdirSync(`/proc/${pid}/task`).map(Number)
  expect(threads.length).toBeGreaterThan(1)
  expect(new Set(threads.map((thread) => getPriority(thread)))).toEqual(new Set([slowedPriority]))
})

test('of a process that is gone there is nothing to be had, and nothing is thrown', async () => {
  const child = await runIdle()
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(priorityOf(child.pid)).toBeUndefined()
  expect(setPriorityOf(child.pid, slowedPriority)).toBe(false)
})
