import { operation } from '../operation.ts'
import {
  anything,
  byName,
  decimal,
  flag,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'

const service = output({
  service: text(),
  state: text({ description: 'ready, degraded, stopped, failed …' }),
  workers: integer({ description: 'Processes that answer.' }),
  restarts: integer({ description: 'After failures.' }),
  requestsHandled: integer({ description: 'Of the processes that run now.' }),
  activeRequests: integer(),
  averageResponseMs: orNull(decimal()),
  rssBytes: orNull(integer()),
  cpuPercent: orNull(decimal()),
})

/** How the instance does, in figures. */
export const statistics = {
  server_stats: operation({
    name: 'server_stats',
    title: 'Tell the figures of this PromptBin',
    description:
      'Version, uptime, the environment that was found, and of each service its state, workers, requests, memory and restarts; errors and the most frequent operations.',
    input: input({}),
    output: output({
      version: text(),
      mode: text(),
      pid: integer(),
      startedAt: time(),
      uptimeSeconds: integer(),
      status: text({ description: 'healthy, degraded or unhealthy' }),
      reason: orNull(text()),
      maintenance: flag(),
      lastBackup: orNull(time(), { description: 'When the last backup was made.' }),
      configurationGeneration: integer(),
      environment: orNull(anything(), {
        description: 'What it takes its surroundings for, and why.',
      }),
      services: list(service),
      totals: byName(orNull(decimal()), { description: 'Over all services.' }),
    }),
    http: { method: 'GET', path: '/api/v1/stats' },
    command: 'stats',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin stats', 'promptbin stats --json'],
    example: {
      input: {},
      output: {
        version: '0.7.0',
        mode: 'production',
        pid: 15159,
        startedAt: '2026-11-22T10:00:00.000Z',
        uptimeSeconds: 107,
        status: 'healthy',
        reason: null,
        maintenance: false,
        lastBackup: '2026-11-22T06:00:00.000Z',
        configurationGeneration: 1,
        environment: null,
        services: [
          {
            service: 'prompt-web',
            state: 'ready',
            workers: 2,
            restarts: 0,
            requestsHandled: 6,
            activeRequests: 0,
            averageResponseMs: 2.5,
            rssBytes: 121_634_816,
            cpuPercent: 0.4,
          },
        ],
        totals: { requestsHandled: 6, restarts: 0, errorGroups: 0 },
      },
    },
  }),
} as const
