import { operation } from '../operation.ts'
import {
  anything,
  byName,
  choice,
  input,
  integer,
  list,
  orNull,
  output,
  text,
} from '../schema/build.ts'

const overall = choice(['healthy', 'degraded', 'unhealthy'])

const probed = output({
  overall_status: overall,
  reason: orNull(text(), { description: 'What is wrong, the worst first.' }),
})

/** How well everything is. */
export const health = {
  health_report: operation({
    name: 'health_report',
    title: 'Tell how well everything is',
    description:
      'The overall state with its reason in words, every check, and what has changed lately.',
    input: input({}),
    output: output({
      status: choice(['pass', 'warn', 'fail']),
      overall_status: overall,
      reason: orNull(text()),
      version: text(),
      state: text({ description: 'Where the supervisor is in its life.' }),
      uptime: integer({ description: 'In seconds.' }),
      checks: byName(list(anything()), { description: 'The last result of each check.' }),
      changes: list(anything(), { description: 'Which checks changed and when, the newest last.' }),
    }),
    http: { method: 'GET', path: '/api/v1/health' },
    command: 'health',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin health', 'promptbin health --verbose'],
    example: {
      input: {},
      output: {
        status: 'pass',
        overall_status: 'healthy',
        reason: null,
        version: '0.7.0',
        state: 'ready',
        uptime: 107,
        checks: {},
        changes: [],
      },
    },
  }),
  probe_health: operation({
    name: 'probe_health',
    title: 'Look at everything now',
    description:
      'Makes every check at once, also as a client of MCP, rather than when it is time, and answers when it is known.',
    input: input({}),
    output: probed,
    http: { method: 'POST', path: '/api/v1/health/probe' },
    command: 'health --probe',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin health --probe'],
    example: { input: {}, output: { overall_status: 'healthy', reason: null } },
  }),
} as const
