import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const program = fileURLToPath(new URL('./processes/fails.ts', import.meta.url))

function run(...args: readonly string[]) {
  const { status, signal, stdout } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
  })
  return { status, signal, stdout }
}

const killed = { status: null, signal: 'SIGKILL', stdout: '' }

test.each([
  ['exit(137)', 'main thread', killed],
  ['exit(137)', 'thread', killed],
  ['exit(3)', 'main thread', { status: 3, signal: null, stdout: '' }],
  ['abort', 'thread', { status: null, signal: 'SIGABRT', stdout: '' }],
])('%s in a %s ends the process', (action, where, ended) => {
  expect(run(`store.opening=${action}`, where)).toEqual(ended)
})

test('of what is written half is there, and the process is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-failpoints-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'lines')
  expect(run('log.line.writing=partial-write', 'writing', file)).toEqual(killed)
  expect(readFileSync(file, 'utf8')).toBe('one line a')
})
