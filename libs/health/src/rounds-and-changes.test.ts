import { expect, onTestFinished, test, vi } from 'vitest'
import { createTestHealth, identity, scripted } from '../test/scripted-check.ts'
import { createHealth } from './create-health.ts'
import type { HealthCheck } from './health-check.ts'

test('what changes while a check is running is looked at once more, however many ask', async () => {
  const gate = Promise.withResolvers<void>()
  let isBroken = false
  let runs = 0
  const check: HealthCheck = {
    name: 'peer:state',
    severity: 'critical',
    componentType: 'component',
    run: async () => {
      runs += 1
      const seen = isBroken
      if (runs === 1) await gate.promise
      return { status: seen ? 'fail' : 'pass' }
    },
  }
  const health = createTestHealth(check)
  const first = health.recheck()
  isBroken = true
  const later = Array.from({ length: 100 }, () => health.recheck())
  gate.resolve()
  await Promise.all([first, ...later])
  expect(runs).toBe(2)
  expect(health.report().overall).toBe('unhealthy')
})

test('only those that are named are run again', async () => {
  const [one, other] = [scripted('one', 'major', {}, {}), scripted('other', 'major', {}, {})]
  const health = createTestHealth(one.check, other.check)
  await health.start()
  await health.recheck(['other', 'unknown'])
  expect([one.runs(), other.runs()]).toEqual([1, 2])
})

test('a check that is added later runs at once, and with the others', async () => {
  const health = createTestHealth()
  const rounds = vi.fn()
  health.onRound(rounds)
  const early = scripted('early', 'major', {}, {})
  health.add(early.check)
  expect(early.runs(), 'nothing has begun yet').toBe(0)
  await health.start()
  const late = scripted('late', 'critical', new Error('gone'))
  health.add(late.check)
  await vi.waitFor(() => expect(rounds).toHaveBeenCalledTimes(2))
  expect([early.runs(), late.runs()]).toEqual([1, 1])
  expect(health.report().overall).toBe('unhealthy')
  expect(health.checkNames).toEqual(['early', 'late'])
})

test('changes are told and kept in their order, and what was so before the start is none', async () => {
  const flutters = scripted('flutters', 'major', {}, { status: 'warn', output: 'low' }, {}, {})
  const earlier = { at: 'then', check: 'other', from: 'pass', to: 'fail', output: null } as const
  const other = scripted('other', 'major', ...Array.from({ length: 4 }, () => new Error('x')))
  const health = createHealth({
    ...identity,
    checks: [flutters.check, other.check],
    intervalMs: 60_000,
    earlierChanges: [earlier],
  })
  const told: string[] = []
  health.onChange(({ check, from, to, output }) => told.push(`${check} ${from} ${to} ${output}`))
  health.setState('ready')
  for (let round = 0; round < 4; round += 1) await health.recheck()
  expect(told).toEqual(['flutters pass warn low', 'flutters warn pass null'])
  expect(health.report().changes).toMatchObject([earlier, { to: 'warn' }, { to: 'pass' }])
})

test('what a service finds while it starts is no change', async () => {
  const peer = scripted('peer', 'major', new Error('not there yet'), {})
  const health = createHealth({ ...identity, checks: [peer.check], intervalMs: 60_000 })
  onTestFinished(() => health.stop())
  await health.start()
  health.setState('ready')
  await health.recheck()
  expect(health.report()).toMatchObject({ overall: 'healthy', changes: [] })
})

test('another interval counts at once while the checks run, and else from their start on', async () => {
  const runs = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let count = 0
  const check: HealthCheck = {
    name: 'store',
    severity: 'critical',
    componentType: 'component',
    run: async () => {
      runs[count++]?.resolve()
      return {}
    },
  }
  const health = createHealth({ ...identity, checks: [check], intervalMs: 1_000_000 })
  onTestFinished(() => health.stop())
  health.setInterval(2_000_000)
  expect(count).toBe(0)
  await health.start()
  // A timer that keeps the process alive, as the checks' own does not.
  const alive = setInterval(() => {}, 1_000)
  onTestFinished(() => clearInterval(alive))
  health.setInterval(5)
  await runs[1]?.promise
})
