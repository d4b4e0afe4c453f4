import { describe, expect, onTestFinished, test } from 'vitest'
import { createTestHealth, identity, scripted } from '../test/scripted-check.ts'
import { createHealth } from './create-health.ts'
import type { HealthCheck } from './health-check.ts'

describe('the overall state', () => {
  test.each([
    ['all pass', [{}], [{}], 'pass', 'healthy'],
    ['one warns', [{}], [{ status: 'warn' }], 'warn', 'degraded'],
    ['a critical one warns', [{ status: 'warn' }], [{}], 'warn', 'degraded'],
    ['one that is not critical fails', [{}], [new Error('x')], 'warn', 'degraded'],
    ['a critical one fails', [new Error('x')], [{}], 'fail', 'unhealthy'],
  ] as const)('%s: %s', async (_name, critical, other, status, overall) => {
    const health = createTestHealth(
      scripted('critical', 'critical', ...critical).check,
      scripted('other', 'major', ...other).check,
    )
    await health.start()
    expect(health.report()).toMatchObject({ status, overall })
  })

  test('a service without checks is healthy', () => {
    expect(createTestHealth().report()).toMatchObject({
      status: 'pass',
      overall: 'healthy',
      checks: {},
    })
  })
})

test('a report carries what each check saw', async () => {
  const health = createTestHealth(
    scripted('size', 'critical', { observedValue: 12, observedUnit: 'bytes' }).check,
    scripted('peer', 'major', new Error('connection refused')).check,
  )
  await health.start()
  const time = '1970-01-01T00:00:00.000Z'
  expect(health.report()).toEqual({
    status: 'warn',
    overall: 'degraded',
    reason: 'peer fails: connection refused',
    state: 'ready',
    service: 'test',
    version: '1.2.3',
    uptimeSeconds: 0,
    checks: {
      size: [
        {
          severity: 'critical',
          componentType: 'component',
          status: 'pass',
          observedValue: 12,
          observedUnit: 'bytes',
          time,
        },
      ],
      peer: [
        {
          severity: 'major',
          componentType: 'component',
          status: 'fail',
          output: 'connection refused',
          time,
        },
      ],
    },
    changes: [{ at: time, check: 'peer', from: 'pass', to: 'fail', output: 'connection refused' }],
  })
})

test('questions run no check', async () => {
  const counted = scripted('counted', 'critical', {})
  const health = createTestHealth(counted.check)
  await health.start()
  for (let index = 0; index < 100; index += 1) {
    health.report()
    health.isReady()
  }
  expect(counted.runs()).toBe(1)
})

test('checks run again on their interval until they are stopped', async () => {
  const second = Promise.withResolvers<void>()
  const results = [{}, new Error('gone')]
  let runs = 0
  const check: HealthCheck = {
    name: 'store',
    severity: 'critical',
    componentType: 'component',
    run: async () => {
      runs += 1
      if (runs > 2) second.resolve()
      const result = results.shift() ?? {}
      if (result instanceof Error) throw result
      return result
    },
  }
  const health = createHealth({ ...identity, checks: [check], intervalMs: 5 })
  // A timer that keeps the process alive, as the checks' own does not.
  const alive = setInterval(() => {}, 1_000)
  onTestFinished(() => clearInterval(alive))
  await health.start()
  expect(health.report().status).toBe('pass')
  await second.promise
  health.stop()
  expect(runs).toBe(3)
})

test('a check that was never run is a failure that says so', () => {
  const health = createTestHealth(scripted('store', 'critical', {}).check)
  expect(health.report()).toMatchObject({
    status: 'fail',
    checks: { store: [{ status: 'fail', output: 'not checked yet' }] },
  })
})

test('a check that does not answer fails at its deadline and holds up nobody', async () => {
  let runs = 0
  let wasAborted = false
  const hanging: HealthCheck = {
    name: 'hanging',
    severity: 'major',
    componentType: 'component',
    timeoutMs: 10,
    run: (signal) => {
      runs += 1
      signal.addEventListener('abort', () => {
        wasAborted = true
      })
      return new Promise(() => {})
    },
  }
  const quick = scripted('quick', 'critical', {}, {})
  const health = createTestHealth(hanging, quick.check)
  await health.start()
  expect(health.report()).toMatchObject({
    overall: 'degraded',
    checks: { hanging: [{ status: 'fail', output: 'no answer within 10 ms' }] },
  })
  expect(wasAborted, 'it is told that nobody waits any more').toBe(true)
  await health.start()
  expect(quick.runs()).toBe(2)
  expect(runs, 'the one that hangs is not run twice at once').toBe(1)
})

describe('readiness', () => {
  test('begins and ends with the life of the service', async () => {
    const health = createTestHealth(scripted('store', 'critical', {}).check)
    await health.start()
    health.setState('starting')
    expect(health.isReady()).toEqual({ ready: false, failures: ['lifecycle'] })
    health.setState('ready')
    expect(health.isReady()).toEqual({ ready: true, failures: [] })
    health.setState('draining')
    expect(health.isReady()).toEqual({ ready: false, failures: ['lifecycle'] })
  })

  test('needs the critical checks, but those that are left out', async () => {
    const health = createTestHealth(
      scripted('store', 'critical', new Error('x')).check,
      scripted('peer', 'major', new Error('x')).check,
    )
    await health.start()
    health.setState('ready')
    expect(health.isReady()).toEqual({ ready: false, failures: ['store'] })
    expect(health.isReady({ exclude: ['store'] })).toEqual({ ready: true, failures: [] })
  })
})
