import { operation } from '../operation.ts'
import { anything, byName, choice, input, list, orNull, output, text } from '../schema/build.ts'
import { limitOf, serviceName, since } from '../schema/shapes.ts'

/** From the least to the most severe. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

const level = choice(logLevels, { description: 'The least severe that is meant.' })

const levels = output({
  items: list(
    output({
      service: text(),
      level,
      configured: choice(logLevels, { description: 'What holds again after a reload.' }),
    }),
  ),
})

const exampleLevels = {
  items: [{ service: 'prompt-web', level: 'debug', configured: 'info' }],
} as const

/** The log of all processes. */
export const logs = {
  list_logs: operation({
    name: 'list_logs',
    title: 'Read the log',
    description:
      'Lines of all processes. Without `since` the newest; with it those after, the oldest first.',
    input: input(
      {},
      {
        since,
        service: serviceName,
        level,
        request: text({
          description: 'Only lines of this request, by its id.',
          minLength: 8,
          maxLength: 64,
        }),
        limit: limitOf(1000, 100),
      },
    ),
    output: output({
      items: list(byName(anything())),
      nextCursor: orNull(anything(), { description: 'The `since` to go on with.' }),
    }),
    http: { method: 'GET', path: '/api/v1/logs' },
    command: 'logs',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin logs --level warn', 'promptbin logs -f'],
    example: {
      input: { service: 'prompt-web', level: 'warn', limit: 1 },
      output: {
        items: [
          {
            time: '2026-11-22T10:00:00.000Z',
            level: 'warn',
            service: 'prompt-web',
            event: 'http.slow_request',
            msg: 'a request took 1.2 s',
          },
        ],
        nextCursor: null,
      },
    },
  }),
  get_log_levels: operation({
    name: 'get_log_levels',
    title: 'Tell what is logged',
    description: 'The log level of each service now, and what the configuration says.',
    input: input({}),
    output: levels,
    http: { method: 'GET', path: '/api/v1/log-level' },
    command: 'log-level',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin log-level'],
    example: { input: {}, output: exampleLevels },
  }),
  set_log_level: operation({
    name: 'set_log_level',
    title: 'Change what is logged',
    description:
      'Changes the log level of one service, or of all, at once; a reload takes it back.',
    input: input({ level }, { service: serviceName }),
    output: levels,
    http: { method: 'PUT', path: '/api/v1/log-level' },
    command: 'log-level <level>',
    scope: 'admin',
    effect: 'change',
    audit: 'log_level.set',
    examples: ['promptbin log-level debug --service mcp-gateway'],
    example: { input: { level: 'debug', service: 'prompt-web' }, output: exampleLevels },
    failures: { 404: ['PB_SERVICE_UNKNOWN'] },
  }),
} as const
