import { expect, test } from 'vitest'
import { RestartManager } from './restart-manager.ts'
import { createRestartPolicy } from './restart-policy.ts'

const policy = createRestartPolicy({ maxRestartAttempts: 1 })
const crash = { kind: 'exit', code: 1, livedMs: 0 } as const

/** A manager at a time that only the test moves, and what it told to start. */
function createManager() {
  const clock = { now: 1000 }
  const options = { policy, now: () => clock.now, random: () => 0.5 }
  const started: number[] = []
  const start = (delayMs: number) => void started.push(delayMs)
  return { clock, options, started, start, manager: new RestartManager(options) }
}

test('to ask what would be done changes nothing', () => {
  const { manager } = createManager()
  expect(manager.shouldRestart(crash)).toEqual(manager.shouldRestart(crash))
  expect(manager.history).toEqual([])
})

test('to execute a restart starts after the delay, and remembers why', () => {
  const { manager, start, started } = createManager()
  const { action, delayMs, reason } = manager.executeRestart(crash, start)
  expect(started).toEqual([0])
  expect(manager.history).toEqual([{ at: 1000, failure: crash, action, delayMs, reason }])
})

test('in a pause it is told when that ends, and after it no more', () => {
  const { manager, start, started, clock } = createManager()
  manager.executeRestart(crash, start)
  manager.executeRestart(crash, start)
  expect(started).toEqual([0, policy.pauseMs])
  expect(manager.pausedUntil).toBe(1000 + policy.pauseMs)
  clock.now += policy.pauseMs
  expect(manager.pausedUntil).toBeUndefined()
})

test('to forget ends the pause and leaves the records', () => {
  const { manager, start } = createManager()
  manager.executeRestart(crash, start)
  manager.executeRestart(crash, start)
  manager.forget()
  expect(manager.pausedUntil).toBeUndefined()
  expect(manager.shouldRestart(crash).reason).toContain('attempt 1 of 1')
  expect(manager.history).toHaveLength(2)
})

test('what waits for a change is not started', () => {
  const { manager, start, started } = createManager()
  expect(manager.executeRestart({ kind: 'bad-configuration' }, start).action).toBe('wait')
  expect(started).toEqual([])
})

test('no more than the last fifty failures are kept', () => {
  const { manager, start } = createManager()
  for (let failure = 0; failure < 60; failure++) manager.executeRestart(crash, start)
  expect(manager.history).toHaveLength(50)
})

test('a clock that was set back leaves no times to come and no longer pause', () => {
  const { manager, start, options } = createManager()
  manager.executeRestart(crash, start)
  manager.executeRestart(crash, start)
  const earlier = { ...options, now: () => 500 }
  const restored = RestartManager.from(JSON.parse(JSON.stringify(manager)), earlier)
  expect(restored.toJSON().counted.decidedAt).toEqual([])
  expect(restored.pausedUntil).toBe(500 + policy.pauseMs)
})

test.each([
  undefined,
  null,
  [],
  'text',
  {},
  { counted: {}, records: [] },
  { counted: { decidedAt: ['a'], killedAt: [], pausedUntil: null }, records: [] },
  { counted: { decidedAt: [], killedAt: [], pausedUntil: null }, records: {} },
])('what is not its own memory is forgotten: %j', (json) => {
  const { options } = createManager()
  const restored = RestartManager.from(json, options)
  expect(restored.toJSON()).toEqual(new RestartManager(options).toJSON())
})

test('a record that is none is left out, the others stay', () => {
  const { manager, start, options } = createManager()
  manager.executeRestart(crash, start)
  const { counted, records } = manager.toJSON()
  const damaged = [null, { at: 1 }, { ...records[0], failure: { kind: 'toString' } }, ...records]
  const restored = RestartManager.from({ counted, records: damaged }, options)
  expect(restored.history).toEqual(records)
})
