import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireInstanceLock } from './instance-lock.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-lock-'))
  file = join(folder, 'lock')
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Another process that holds the lock until it is killed. */
async function holdElsewhere() {
  const module = fileURLToPath(new URL('./instance-lock.ts', import.meta.url))
  const script = join(folder, 'holder.mjs')
  writeFileSync(
    script,
    `import { acquireInstanceLock } from ${JSON.stringify(module)}
     const lock = acquireInstanceLock(${JSON.stringify(file)})
     process.send(lock !== undefined)
     setInterval(() => lock, 1000)`,
  )
  const holder = fork(script, { execArgv: [] })
  const [holds] = await once(holder, 'message')
  return { holder, holds }
}

test('only one can hold it, also within one process', () => {
  const lock = acquireInstanceLock(file)
  expect(lock).toBeDefined()
  expect(acquireInstanceLock(file)).toBeUndefined()
  lock?.release()
  acquireInstanceLock(file)?.release()
})

test('a process that is killed leaves no lock behind', async () => {
  const { holder, holds } = await holdElsewhere()
  expect(holds).toBe(true)
  expect(acquireInstanceLock(file)).toBeUndefined()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  const lock = acquireInstanceLock(file)
  expect(lock).toBeDefined()
  lock?.release()
})

test('a fault that is no lock is told', () => {
  expect(() => acquireInstanceLock(join(folder, 'missing', 'lock'))).toThrow(/unable to open/)
})
