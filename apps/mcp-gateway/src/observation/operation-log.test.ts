import { createLogger, currentRequest, runWithRequestId } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { expect, test } from 'vitest'
import type { OperationReport } from '../mcp/operation.ts'
import { createOperationLog } from './operation-log.ts'

function createLog() {
  const lines: Record<string, unknown>[] = []
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) }
  const logger = createLogger({ service: 'test', version: '1', level: 'info', destination })
  const metrics = createMetrics({ service: 'test', version: '1' })
  const log = createOperationLog({ logger, metrics, level: 'info', slowRequestMs: 1_000 })
  return { lines, log, metrics }
}

const report = {
  method: 'tools/call',
  client: 'a-client',
  protocolVersion: '2026-07-28',
  transport: 'pipe',
  durationMs: 1_500,
  errorType: '',
  fault: undefined,
  principal: { id: 'local', kind: 'local' },
} as unknown as OperationReport

test('a slow request over standard streams is a warning with the time of prompt-web, and counted', async () => {
  const { lines, log, metrics } = createLog()
  runWithRequestId('request-of-a-test', () => {
    currentRequest()?.spend('upstream', 1_200)
    log(report)
  })
  log({ ...report, durationMs: 10 })
  expect(lines).toMatchObject([
    {
      level: 'warn',
      event: 'mcp.request',
      method: 'tools/call',
      slow: true,
      upstream_ms: 1_200,
      request_id: 'request-of-a-test',
    },
    { level: 'info', event: 'mcp.request' },
  ])
  expect(await metrics.render()).toContain('promptbin_slow_requests_total{route="tools/call"} 1')
})

test('over HTTP the line of the request says so, and what listens is not slow', async () => {
  const { lines, log, metrics } = createLog()
  log({ ...report, transport: 'tcp' })
  log({ ...report, method: 'subscriptions/listen' })
  expect(lines.map(({ level }) => level)).toEqual(['info', 'info'])
  expect(await metrics.render()).not.toContain('promptbin_slow_requests_total{')
})
