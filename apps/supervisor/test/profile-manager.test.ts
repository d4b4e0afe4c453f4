import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EventLog } from '../src/history/event-log.ts'
import { ProfileManager, type ProfileManagerOptions } from '../src/profiling/profile-manager.ts'
import type { LifecycleEvent } from '../src/supervision/lifecycle-event.ts'
import { ForkedProcesses } from './forked-processes.ts'

let stateFolder: string
let processes: ForkedProcesses
let manager: ProfileManager
let events: EventLog
let profiled: LifecycleEvent[]

const create = (more: Partial<ProfileManagerOptions> = {}) =>
  new ProfileManager({
    isEnabled: () => true,
    stateFolder,
    control: processes,
    events,
    ...more,
  })

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'promptbin-profiles-'))
  events = new EventLog({ folder: stateFolder, log: { warn: () => {} } })
  profiled = []
  events.onRecord((event) => {
    if (event.type === 'profiled') profiled.push(event)
  })
  processes = new ForkedProcesses((fact) => events.record(fact))
  manager = create()
})

afterEach(async () => {
  await processes.end()
  await events.close()
  rmSync(stateFolder, { recursive: true })
})

const files = () => readdirSync(join(stateFolder, 'profiles'))
const oneSecond = { processId: 7, kind: 'cpu', seconds: 1 } as const

test('a profile is kept and put on record', async () => {
  const { pid } = await processes.start(7, 'services/busy.ts')
  const profile = await manager.take(oneSecond)
  expect(profile).toMatchObject({ service: 'prompt-web', processId: 7, kind: 'cpu', seconds: 1 })
  const { file } = await manager.folder.get(profile.id)
  expect(readFileSync(file, 'utf8')).toContain('burnTheCandle')
  expect(await manager.folder.list()).toEqual([profile])
  expect(profiled).toMatchObject([
    { type: 'profiled', kind: 'cpu', service: 'prompt-web', worker: 0, processId: 7, pid },
  ])
  expect(processes.allowed).toEqual([])
})

test('for a snapshot silence and memory are allowed, only as long as they are needed', async () => {
  const child = await processes.start(7, 'services/busy.ts')
  const taken = manager.take({ ...oneSecond, kind: 'heap-snapshot' })
  expect(manager.leniencyFor(7)).toBe('all')
  const profile = await taken
  expect(profile).toMatchObject({ kind: 'heap-snapshot', seconds: null })
  expect(processes.allowed).toEqual([
    { processId: 7, ms: expect.any(Number) },
    { processId: 7, ms: 0 },
  ])
  expect(processes.allowed[0]?.ms).toBeGreaterThan(0)
  expect([manager.leniencyFor(7), manager.leniencyFor(8)]).toEqual(['hard', 'none'])
  child.kill('SIGKILL')
  await once(child, 'exit')
  await expect.poll(() => manager.leniencyFor(7)).toBe('none')
})

describe('is refused', () => {
  test('where profiling is off, whoever is asked for', async () => {
    manager = create({ isEnabled: () => false })
    await expect(manager.take(oneSecond)).rejects.toMatchObject({
      code: 'PB_PROFILING_OFF',
      status: 403,
      message: expect.stringContaining('monitoring.enable_profiling'),
    })
  })

  test('a process that is not there', async () => {
    await expect(manager.take(oneSecond)).rejects.toMatchObject({
      code: 'PB_PROFILE_PROCESS_NOT_FOUND',
    })
  })

  test('a second one at the same time, of whichever process', async () => {
    await processes.start(7, 'services/busy.ts')
    await processes.start(8, 'services/busy.ts')
    const first = manager.take(oneSecond)
    await expect(manager.take({ ...oneSecond, processId: 8 })).rejects.toMatchObject({
      code: 'PB_PROFILE_BUSY',
      status: 409,
      message: expect.stringContaining('Process 7'),
    })
    await first
    expect(await manager.take({ ...oneSecond, processId: 8 })).toMatchObject({ processId: 8 })
  })
})

describe('leaves nothing when', () => {
  afterEach(() => {
    expect(files()).toEqual([])
    expect(profiled).toEqual([])
  })

  test('the process ends meanwhile', async () => {
    const child = await processes.start(7, 'services/busy.ts')
    const taken = manager.take({ ...oneSecond, seconds: 60 })
    child.kill('SIGKILL')
    await expect(taken).rejects.toMatchObject({ code: 'PB_PROFILE_PROCESS_ENDED' })
  })

  test('the process does not answer in time, and its late answer is not taken for another', async () => {
    const child = await processes.start(7, 'services/busy.ts')
    child.kill('SIGSTOP')
    manager = create({ graceMs: 10 })
    await expect(manager.take(oneSecond)).rejects.toMatchObject({ code: 'PB_PROFILE_OVERDUE' })
    const answered = once(child, 'message')
    child.kill('SIGCONT')
    await answered
  })
})

test('what a process says against it is told in its own words', async () => {
  await processes.start(7, 'services/busy.ts')
  const other = create({ stateFolder: join(stateFolder, 'other') })
  const both = await Promise.allSettled([
    manager.take(oneSecond),
    other.take({ ...oneSecond, kind: 'heap-sampling' }),
  ])
  expect(both.toSorted((one, another) => one.status.localeCompare(another.status))).toMatchObject([
    { status: 'fulfilled' },
    {
      status: 'rejected',
      reason: {
        code: 'PB_PROFILE_FAILED',
        message: 'Process 7 could not be profiled: This process is being profiled already.',
      },
    },
  ])
})
