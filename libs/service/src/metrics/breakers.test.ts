import type { BreakerState } from '@promptbin/breaker/states'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { expect, test } from 'vitest'
import { createBreakerCheck } from '../health/breaker-check.ts'
import { logBreaker } from './breaker-log.ts'
import { measureBreakers } from './breaker-metrics.ts'

test('several parts of a process tell of their breakers in one metric', async () => {
  const metrics = createMetrics({ service: 'test', version: '1' })
  let store: BreakerState = 'open'
  measureBreakers(metrics, () => ({ store }))
  measureBreakers(metrics, () => ({ traces: 'half-open' }))
  const states = async () =>
    [...(await metrics.render()).matchAll(/breaker="(\w+)".*state="([\w-]+)".* 1$/gm)].map(
      ([, breaker, state]) => [breaker, state],
    )
  expect(await states()).toEqual([
    ['store', 'open'],
    ['traces', 'half-open'],
  ])
  store = 'closed'
  expect(await states()).toContainEqual(['store', 'closed'])
})

test('the log says once that a breaker opened and why, and once that it closed, however many trials failed', () => {
  const said: Record<string, unknown>[] = []
  const destination = { write: (line: string) => void said.push(JSON.parse(line)) }
  const logger = createLogger({ service: 'test', version: '1', level: 'info', destination })
  const tell = logBreaker(logger, 'store')
  tell('closed')
  const outage = ['open', 'half-open', 'open', 'half-open', 'closed'] as const
  for (const state of [...outage, ...outage]) tell(state, new Error('It is away.'))
  const opened = {
    level: 'warn',
    event: 'breaker.opened',
    breaker: 'store',
    err: { message: 'It is away.' },
  }
  const closed = { level: 'info', event: 'breaker.closed', breaker: 'store' }
  expect(said).toMatchObject([opened, closed, opened, closed])
})

test('a check warns with the reason until the breaker is closed', async () => {
  let state: BreakerState = 'closed'
  const check = createBreakerCheck({
    name: 'store:breaker',
    severity: 'major',
    breaker: { state: () => state, reason: () => 'It is away.' },
    meanwhile: 'Nothing is read.',
  })
  const look = () => check.run(new AbortController().signal)
  expect(await look()).toEqual({ observedValue: 'closed' })
  for (state of ['open', 'half-open'] as const)
    expect(await look()).toEqual({
      status: 'warn',
      observedValue: state,
      output: 'Nothing is read. The reason: It is away.',
    })
})
