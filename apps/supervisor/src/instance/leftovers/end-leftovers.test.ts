import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { endLeftovers } from './end-leftovers.ts'

const impatience = { byThemselvesMs: 0, bySignalMs: 200 }
const patience = { byThemselvesMs: 0, bySignalMs: 20_000 }
const running: ChildProcess[] = []
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-leftovers-'))
})

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** A process with these variables that has begun its script. */
async function start(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', `${script}; console.log('runs')`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  if (child.stdout) await once(child.stdout, 'data')
  return child
}

const stays = 'setInterval(() => {}, 1000)'
const deaf = `process.on('SIGTERM', () => {}); ${stays}`
const marked = () => ({ PROMPTBIN_INSTANCE_KEY: 'k', PROMPTBIN_DATA_DIR: folder })

describe.runIf(process.platform === 'linux')('what an instance that was killed has left', () => {
  test('is asked to end', async () => {
    const { pid } = await start(stays, marked())
    expect(await endLeftovers({ dataFolder: folder, patience })).toEqual([
      { pid, ended: 'by SIGTERM' },
    ])
  })

  test('is ended by force when it does not care', async () => {
    const child = await start(deaf, marked())
    const ended = once(child, 'exit')
    const leftovers = await endLeftovers({ dataFolder: folder, patience: impatience })
    expect(leftovers).toEqual([{ pid: child.pid, ended: 'by SIGKILL' }])
    expect(await ended).toEqual([null, 'SIGKILL'])
  })

  test('is ended by force when it is stopped', async () => {
    const child = await start(stays, marked())
    child.kill('SIGSTOP')
    const leftovers = await endLeftovers({ dataFolder: folder, patience: impatience })
    expect(leftovers).toEqual([{ pid: child.pid, ended: 'by SIGKILL' }])
  })

  test('is left alone while it ends by itself', async () => {
    const child = await start(`setTimeout(() => {}, 1000)`, marked())
    const ended = once(child, 'exit')
    const patience = { byThemselvesMs: 20_000, bySignalMs: 0 }
    const leftovers = await endLeftovers({ dataFolder: folder, patience })
    expect(leftovers).toEqual([{ pid: child.pid, ended: 'by itself' }])
    expect(await ended).toEqual([0, null])
  })

  test('is found under another name of the folder', async () => {
    const other = `${folder}-link`
    symlinkSync(folder, other)
    const { pid } = await start(stays, { ...marked(), PROMPTBIN_DATA_DIR: other })
    const leftovers = await endLeftovers({ dataFolder: folder, patience })
    rmSync(other)
    expect(leftovers).toEqual([{ pid, ended: 'by SIGTERM' }])
  })
})

test.each([
  ['of another folder', { PROMPTBIN_INSTANCE_KEY: 'k', PROMPTBIN_DATA_DIR: tmpdir() }],
  ['of no instance, as `promptbin web` starts one', { PROMPTBIN_SUPERVISED: '1' }],
])('a process %s is never touched', async (_whose, variables) => {
  const child = await start(stays, { PROMPTBIN_DATA_DIR: folder, ...variables })
  expect(await endLeftovers({ dataFolder: folder, patience })).toEqual([])
  expect([child.exitCode, child.signalCode]).toEqual([null, null])
})
