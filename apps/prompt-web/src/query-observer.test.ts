import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, currentRequest, RequestContext, runInRequest } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createSqliteStore } from '@promptbin/prompt-store'
import { expect, test } from 'vitest'
import { createQueryObserver } from './query-observer.ts'

/** Asks a real library once, for a request; gives what was logged and counted. */
async function askOnce(slowQueryMs: number) {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) }
  const logger = createLogger({ service: 'test', version: '1', level: 'info', destination })
  const metrics = createMetrics({ service: 'test', version: '1' })
  const folder = await mkdtemp(join(tmpdir(), 'promptbin-queries-'))
  const store = await createSqliteStore({
    file: join(folder, 'promptbin.db'),
    onQuery: createQueryObserver({ logger, metrics, slowQueryMs }),
    origin: currentRequest,
  })
  const request = new RequestContext('request-of-a-test')
  await runInRequest(request, () => store.stats())
  await store.close()
  await rm(folder, { recursive: true })
  return { lines, request, text: await metrics.render() }
}

test('a slow query is a warning of its request, with how long it waited and ran, and counted', async () => {
  const { lines, text } = await askOnce(Number.MIN_VALUE)
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 'warn',
      event: 'store.slow_query',
      operation: 'stats',
      request_id: 'request-of-a-test',
      duration_ms: expect.any(Number),
      queued_ms: expect.any(Number),
    }),
  )
  expect(text).toContain('promptbin_slow_queries_total{operation="stats"} 1')
})

test('others are not told of, and their time is that of their request in any case', async () => {
  const { lines, request, text } = await askOnce(0)
  expect(lines).toEqual([])
  expect(text).not.toContain('promptbin_slow_queries_total{')
  expect(request.spentMs.store).toBeGreaterThan(0)
  expect(request.spentMs.upstream).toBe(0)
})
