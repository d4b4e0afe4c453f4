import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { followOperations, quantile } from './observed-operations.ts'

test('a minute in which something was asked is one line, and a quiet one is none', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { app, lines } = await createTestApp()
    app.get('/prompts/:name', async () => 'text')
    app.get('/broken', async () => {
      throw new Error('a defect')
    })
    await app.ready()
    const told = () => lines.filter(({ event }) => event === 'performance')
    for (let index = 0; index < 5; index += 1) await app.inject(`/prompts/${index}`)
    await app.inject('/broken')
    await app.inject('/livez')
    vi.advanceTimersByTime(60_000)
    expect(told()).toMatchObject([
      {
        level: 'info',
        operations: [
          { operation: 'GET /prompts/:name', count: 5, errors: 0, p50_ms: expect.any(Number) },
          { operation: 'GET /broken', count: 1, errors: 1 },
        ],
      },
    ])
    vi.advanceTimersByTime(120_000)
    expect(told()).toHaveLength(1)
    await app.inject('/prompts/again')
    await app.close()
    expect(told()[1]).toMatchObject({
      operations: [{ operation: 'GET /prompts/:name', count: 1, errors: 0 }],
    })
  } finally {
    vi.useRealTimers()
  }
})

test('each call tells of what came since the one before, summed over labels', () => {
  const counts = { ok: [0, 0, 0], bad: [0, 0, 0] }
  const read = followOperations({
    histogram: {
      read: () => ({
        name: 'x',
        help: 'x',
        type: 'histogram',
        bounds: [0.1, 0.2],
        series: Object.entries(counts).map(([outcome, of]) => ({
          labels: { outcome },
          counts: [...of],
          sum: 0,
        })),
      }),
    },
    operationOf: () => 'ask',
    isError: ({ outcome }) => outcome === 'bad',
  })
  expect(read()).toEqual([])
  counts.ok = [8, 1, 0]
  counts.bad = [0, 0, 1]
  expect(read()).toEqual([
    { operation: 'ask', count: 10, errors: 1, p50_ms: 62.5, p95_ms: 200, p99_ms: 200 },
  ])
  expect(read()).toEqual([])
})

test('a quantile lies in the bucket of the value that it stands for', () => {
  const bounds = [0.001, 0.01, 0.1, 1]
  const values = fc.array(fc.double({ min: 0.0001, max: 1, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.constantFrom(0.5, 0.95, 0.99), (observed, share) => {
      const bucketOf = (value: number) => bounds.findIndex((bound) => value <= bound)
      const counts = [...bounds, 0].map(
        (_, bucket) => observed.filter((value) => bucketOf(value) === bucket).length,
      )
      const rank = Math.max(0, Math.ceil(share * observed.length - 1e-9) - 1)
      const exact = observed.toSorted((a, b) => a - b)[rank] ?? 0
      expect(bucketOf(quantile(share, counts, bounds) - 1e-12)).toBe(bucketOf(exact))
    }),
  )
})
