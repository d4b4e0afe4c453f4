import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secondPlaceFailed } from '@promptbin/backup'
import type { DrillReport } from '@promptbin/backup/restore'
import { loadConfig } from '@promptbin/config'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStateFolder } from '../../state/state-folder.ts'
import type { BackupState } from '../backup-state.ts'
import type { runTask } from '../task/run-task.ts'
import { createDrillCheck } from './drill-check.ts'
import { DrillManager } from './drill-manager.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

let state: string
let outcome: () => DrillReport
let drilled: number
let isBackedUp: boolean

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'promptbin-drills-'))
  vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:30Z') })
  outcome = () => reportOf(true)
  drilled = 0
  isBackedUp = true
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(state, { recursive: true })
})

function reportOf(passed: boolean): DrillReport {
  const checks = [{ what: 'rows of version', expected: '3', found: passed ? '3' : '2', passed }]
  return { backup: 'b-1', at: new Date().toISOString(), durationMs: 5, passed, checks }
}

/** Drills that do no work, and how health takes them. */
function open(interval = '7d') {
  const run = async () => {
    drilled += 1
    return outcome()
  }
  const last = { id: 'b-1' } as BackupState['last']
  const drills = new DrillManager({
    config: { current: loadConfig({ environment: { PROMPTBIN_BACKUP_DRILL_INTERVAL: interval } }) },
    folder: openStateFolder({ path: state, log: { warn: () => {} } }),
    backups: {
      alone: (work) => work(new AbortController().signal),
      get state() {
        return { since: '', last: isBackedUp ? last : null, failed: null }
      },
    },
    run: run as unknown as typeof runTask,
  })
  const check = () => createDrillCheck(drills).run(new AbortController().signal)
  return { drills, check }
}

test('one is done an interval after the start and after each, as soon as there is a backup', async () => {
  isBackedUp = false
  const { drills } = open('2h')
  drills.start()
  await vi.advanceTimersByTimeAsync(3 * hourMs)
  expect(drilled).toBe(0)
  isBackedUp = true
  await vi.advanceTimersByTimeAsync(minuteMs)
  expect(drilled).toBe(1)
  await vi.advanceTimersByTimeAsync(hourMs)
  expect(drilled).toBe(1)
  await vi.advanceTimersByTimeAsync(hourMs + minuteMs)
  expect(drilled).toBe(2)
  await drills.close()
})

test('how the last one went is remembered over a restart', async () => {
  const { drills } = open()
  const report = await drills.drill()
  await drills.close()
  expect(open().drills.state.last).toEqual(report)
})

test('one that shows a fault is a failure, and health says what differed', async () => {
  const { drills, check } = open()
  expect(await check()).toEqual({ observedValue: 'none yet' })
  outcome = () => reportOf(false)
  await drills.drill()
  expect(drills.failures).toBe(1)
  expect(await check()).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('rows of version: 2 instead of 3'),
  })
  outcome = () => reportOf(true)
  await drills.drill()
  expect(await check()).toEqual({ observedValue: 0, observedUnit: 's' })
})

test('one that cannot be done is tried again, and health says why', async () => {
  const { drills, check } = open()
  outcome = () => {
    throw secondPlaceFailed('there', 'It is away')
  }
  await expect(drills.drill()).rejects.toMatchObject({ code: 'PB_BACKUP_SECOND_PLACE' })
  expect(drills.state).toMatchObject({ last: null, failed: { code: 'PB_BACKUP_SECOND_PLACE' } })
  expect(await check()).toMatchObject({ status: 'warn' })
})

test('health warns when two are missing', async () => {
  const { drills, check } = open()
  await drills.drill()
  vi.setSystemTime(Date.now() + 13 * dayMs)
  expect((await check()).status).toBeUndefined()
  vi.setSystemTime(Date.now() + 2 * dayMs)
  expect(await check()).toMatchObject({
    status: 'warn',
    output: expect.stringContaining('for 15 days'),
  })
})
