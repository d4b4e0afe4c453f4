import { choice, decimal, integer, orNull, output, text, time } from './build.ts'

/** The name of a service, in a path or a filter. */
export const serviceName = text({
  description: 'The name of a service: prompt-web, mcp-gateway.',
  maxLength: 64,
})

/** A number of a record, or a time: where a list begins. */
export const since = text({
  description: 'a number of a record, or a time in ISO 8601 and UTC, such as 2026-11-22T10:00:00Z',
  pattern:
    '^([0-9]{1,15}|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z)$',
})

/** How many items a page of a list has. */
export const limitOf = (most: number, usual: number) =>
  integer({
    description: `How many at most; ${usual} unless told.`,
    minimum: 1,
    maximum: most,
    default: usual,
  })

/** What a process uses. */
export const figures = output(
  {},
  {
    cpuPercent: orNull(decimal({ description: 'Of one processor.' })),
    rssBytes: orNull(integer()),
    loopLagMs: orNull(decimal()),
  },
)

/** A process as `GET /api/v1/processes` tells of it. */
export const process = output({
  service: text(),
  worker: orNull(integer(), { description: 'Its place in the service; null for a spare.' }),
  processId: integer({ description: 'Counts the processes of an instance, over all its starts.' }),
  pid: orNull(integer()),
  state: choice([
    'starting',
    'spare',
    'ready',
    'draining',
    'degraded',
    'stopping',
    'exited',
    'failed',
    'stopped',
  ]),
  url: text(),
  startedAt: orNull(time()),
  endedAt: orNull(time()),
  why: orNull(text(), { description: 'Why it was started.' }),
  replaces: orNull(integer()),
  uptimeSeconds: decimal(),
  restarts: integer({ description: 'After failures, of the whole service.' }),
  lastRestartReason: orNull(text()),
  figures: orNull(figures),
})

/** A process in an example. */
export const exampleProcess = {
  service: 'prompt-web',
  worker: 0,
  processId: 12,
  pid: 15325,
  state: 'ready',
  url: 'http://127.0.0.1:5000',
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: null,
  why: 'start',
  replaces: null,
  uptimeSeconds: 61,
  restarts: 0,
  lastRestartReason: null,
  figures: { cpuPercent: 0.4, rssBytes: 121_634_816, loopLagMs: 1.2 },
} as const
