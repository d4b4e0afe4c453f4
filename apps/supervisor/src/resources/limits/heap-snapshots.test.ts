import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { heapArguments } from './heap-arguments.ts'
import { heapSnapshotFolder } from './heap-snapshots.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-heap-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a heap that fills up leaves a snapshot, where one is asked for', async () => {
  const snapshotFolder = heapSnapshotFolder(temporaryFolder())
  const leak = 'const kept = []; for (;;) kept.push(Array(1000).fill("leak " + kept.length))'
  const options = heapArguments(32 * 2 ** 20, { snapshotFolder })
  const child = spawn(process.execPath, [...options, '-e', leak], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe('SIGABRT')
  expect(readdirSync(snapshotFolder ?? '')).toEqual([expect.stringMatching(/\.heapsnapshot$/)])
})

test('no more than two are kept, and a folder that cannot be made is none', () => {
  const stateFolder = temporaryFolder()
  const folder = heapSnapshotFolder(stateFolder) ?? ''
  for (const name of ['a', 'b']) writeFileSync(join(folder, `${name}.heapsnapshot`), '')
  expect(heapSnapshotFolder(stateFolder)).toBeUndefined()
  expect(heapSnapshotFolder(join(folder, 'a.heapsnapshot'))).toBeUndefined()
})
