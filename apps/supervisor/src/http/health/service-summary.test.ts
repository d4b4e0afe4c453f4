import { expect, test } from 'vitest'
import type { ProcessSnapshot, ProcessState } from '../../supervision/service-control.ts'
import { summarize } from './service-summary.ts'

const heartbeat = {
  loopLagMs: 0,
  gcPauseMs: 0,
  rssBytes: 100,
  heapUsedBytes: 1,
  cpuSeconds: 1,
  activeRequests: 0,
  requestsHandled: 10,
  averageResponseMs: 50,
  isListening: true,
}

let processId = 0

function one(worker: number | null, state: ProcessState, more: Partial<ProcessSnapshot> = {}) {
  processId += 1
  return {
    service: 'prompt-web',
    worker,
    processId,
    pid: processId,
    state,
    url: 'http://127.0.0.1:5000',
    startedAt: undefined,
    endedAt: undefined,
    uptimeSeconds: 0,
    restarts: 0,
    lastRestartReason: undefined,
    heartbeat: undefined,
    ...more,
  } satisfies ProcessSnapshot
}

test.each([
  ['ready', [one(0, 'ready'), one(1, 'ready'), one(null, 'spare')]],
  ['ready', [one(0, 'ready'), one(0, 'starting'), one(1, 'ready'), one(1, 'draining')]],
  ['partly', [one(0, 'ready'), one(1, 'exited')]],
  ['partly', [one(0, 'ready'), one(1, 'failed')]],
  ['away', [one(0, 'starting'), one(null, 'spare')]],
  ['away', [one(0, 'exited'), one(1, 'starting')]],
  ['failed', [one(0, 'failed'), one(1, 'exited')]],
] as const)('a service is %s', (state, processes) => {
  expect(summarize(processes, 'prompt-web')?.state).toBe(state)
})

test('figures are those of all its processes', () => {
  const slow = { ...heartbeat, requestsHandled: 30, averageResponseMs: 10 }
  const processes = [
    one(0, 'ready', { heartbeat, uptimeSeconds: 5 }),
    one(1, 'ready', { heartbeat: slow, uptimeSeconds: 9, lastRestartReason: 'It was killed.' }),
    { ...one(0, 'ready', { heartbeat }), service: 'mcp-gateway' },
  ]
  expect(summarize(processes, 'prompt-web')).toMatchObject({
    uptimeSeconds: 9,
    requestsHandled: 40,
    averageResponseMs: 20,
    rssBytes: 200,
  })
})

test('one that was never started has no summary', () => {
  expect(summarize([one(0, 'ready')], 'mcp-gateway')).toBeUndefined()
})
