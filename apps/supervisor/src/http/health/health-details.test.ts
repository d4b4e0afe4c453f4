import type { CheckReport, HealthReport } from '@promptbin/health'
import { expect, test } from 'vitest'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import { healthDetails } from './health-details.ts'

const time = '2026-11-22T12:00:00.000Z'

type Seen = Omit<CheckReport, 'severity' | 'componentType'>

function report(checks: Readonly<Record<string, Seen>>): HealthReport {
  const whole = { severity: 'major', componentType: 'component' } as const
  return {
    status: 'pass',
    overall: 'healthy',
    reason: null,
    changes: [],
    state: 'ready',
    service: 'supervisor',
    version: '0.6.0',
    uptimeSeconds: 60,
    checks: Object.fromEntries(
      Object.entries(checks).map(([name, check]) => [name, [{ ...whole, ...check }]]),
    ),
  }
}

function snapshot(service: string, more: Partial<ProcessSnapshot> = {}): ProcessSnapshot {
  return {
    service,
    worker: 0,
    processId: 1,
    pid: 4711,
    state: 'ready',
    url: 'http://127.0.0.1:5000',
    startedAt: time,
    endedAt: undefined,
    uptimeSeconds: 42,
    restarts: 0,
    lastRestartReason: undefined,
    heartbeat: undefined,
    ...more,
  }
}

const heartbeat = {
  loopLagMs: 0,
  gcPauseMs: 0,
  rssBytes: 100e6,
  heapUsedBytes: 1,
  cpuSeconds: 1,
  activeRequests: 0,
  requestsHandled: 1500,
  averageResponseMs: 50,
  isListening: true,
}

test('times are in seconds, and the memory is that of all processes', () => {
  const details = healthDetails({
    report: report({
      'prompt-web:responseTime': { status: 'pass', observedValue: 20, observedUnit: 'ms', time },
      'library:prompts': { status: 'pass', observedValue: 42, time },
      'disk:bytes': { status: 'pass', observedValue: 45, time },
    }),
    processes: [snapshot('prompt-web', { heartbeat }), snapshot('mcp-gateway', { heartbeat })],
    rssBytes: 50e6,
    lastBackup: '2026-11-23T14:00:00.000Z',
  })
  const web = {
    status: 'healthy',
    url: 'http://127.0.0.1:5000',
    last_health_check: time,
    response_time: 0.02,
  }
  expect(details).toEqual({
    mcp_server: { status: 'healthy', uptime: 42, requests_handled: 1500, avg_response_time: 0.05 },
    web_app: web,
    flask_app: web,
    system: {
      disk_usage: '45%',
      memory_usage: '250MB',
      prompts_count: 42,
      last_backup: '2026-11-23T14:00:00.000Z',
    },
  })
})

test.each([
  ['ready', 'pass', 'healthy'],
  ['ready', 'warn', 'degraded'],
  ['ready', 'fail', 'unhealthy'],
  ['starting', 'pass', 'degraded'],
  ['exited', 'fail', 'degraded'],
  ['failed', 'fail', 'unhealthy'],
] as const)('a service that is %s, with a check that says %s, is %s', (state, status, expected) => {
  const details = healthDetails({
    report: report({ 'prompt-web:responseTime': { status, time } }),
    processes: [snapshot('prompt-web', { state })],
    rssBytes: 0,
    lastBackup: null,
  })
  expect(details).toMatchObject({ web_app: { status: expected } })
})
