import { operation } from '../operation.ts'
import {
  anything,
  byName,
  flag,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'

const change = {
  set: byName(anything(), { description: 'Values by key, such as logging.level.' }),
  unset: list(text({ maxLength: 100 }), {
    description: 'Keys that get their default again.',
    maxItems: 100,
  }),
}

const ifMatch = integer({
  description: 'The generation that the change is based on; another one is refused.',
  minimum: 0,
})

const setting = output({
  value: anything(),
  origin: text({ description: 'default, file, environment, argument or derived' }),
  source: orNull(text()),
})

const outcome = output({
  generation: integer(),
  changed: list(output({ key: text(), from: anything(), to: anything(), change: text() }), {
    description: 'Values of secrets are masked.',
  }),
})

const generation = output({ generation: integer(), at: time(), by: text(), summary: text() })

const exampleOutcome = {
  generation: 3,
  changed: [{ key: 'logging.level', from: 'info', to: 'debug', change: 'live' }],
} as const

const refusals = {
  409: ['PB_CONFIG_SHADOWED'],
  412: ['PB_CONFIG_STALE'],
  422: ['PB_CONFIG_INVALID'],
} as const

/** The configuration in force, and its changes. */
export const configuration = {
  get_config: operation({
    name: 'get_config',
    title: 'Show the configuration',
    description: 'Every setting in force with where it comes from; secrets are masked.',
    input: input({}),
    output: output({
      service: text(),
      version: text(),
      mode: text(),
      generation: integer(),
      lastReloadSucceeded: flag(),
      settings: byName(setting),
    }),
    http: { method: 'GET', path: '/api/v1/config' },
    command: 'config print',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin config print'],
    example: {
      input: {},
      output: {
        service: 'supervisor',
        version: '0.7.0',
        mode: 'production',
        generation: 2,
        lastReloadSucceeded: true,
        settings: { 'logging.level': { value: 'info', origin: 'default', source: null } },
      },
    },
  }),
  update_config: operation({
    name: 'update_config',
    title: 'Change the configuration',
    description:
      'Checks the change as a whole, applies it to all services or to none, and writes it to the file.',
    input: input(
      {},
      { ...change, if_match: ifMatch, dry_run: flag({ description: 'Only check.' }) },
    ),
    output: outcome,
    http: { method: 'PATCH', path: '/api/v1/config' },
    command: 'config set',
    scope: 'admin',
    effect: 'change',
    hasDryRun: true,
    audit: 'config.update',
    examples: ['promptbin config set logging.level debug'],
    example: { input: { set: { 'logging.level': 'debug' } }, output: exampleOutcome },
    failures: refusals,
  }),
  validate_config: operation({
    name: 'validate_config',
    title: 'Check a change of the configuration',
    description:
      'Says what a change would do and everything that is wrong with it; changes nothing.',
    input: input({}, change),
    output: output({
      valid: flag(),
      faults: list(output({ pointer: text(), message: text() })),
      changed: list(anything()),
    }),
    http: { method: 'POST', path: '/api/v1/config/validation' },
    command: 'config check',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin config check --set logging.level=debug'],
    example: {
      input: { set: { 'logging.level': 'loud' } },
      output: {
        valid: false,
        faults: [{ pointer: '/logging.level', message: 'must be one of debug, info, warn' }],
        changed: [],
      },
    },
  }),
  config_history: operation({
    name: 'config_history',
    title: 'List the generations of the configuration',
    description: 'Who changed what and when, the newest first.',
    input: input({}),
    output: output({ generation: integer(), items: list(generation) }),
    http: { method: 'GET', path: '/api/v1/config/history' },
    command: 'config history',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin config history'],
    example: {
      input: {},
      output: {
        generation: 3,
        items: [
          {
            generation: 3,
            at: '2026-11-22T10:00:00.000Z',
            by: 'local',
            summary: 'logging.level: info → debug',
          },
        ],
      },
    },
  }),
  rollback_config: operation({
    name: 'rollback_config',
    title: 'Go back to an earlier configuration',
    description: 'Puts an earlier generation in force again, as a new one.',
    input: input(
      { generation: integer({ description: 'Which one; see config_history.', minimum: 1 }) },
      { if_match: ifMatch, dry_run: flag({ description: 'Only check.' }) },
    ),
    output: outcome,
    http: { method: 'POST', path: '/api/v1/config/rollback' },
    command: 'config rollback <generation>',
    scope: 'admin',
    effect: 'disrupt',
    hasDryRun: true,
    audit: 'config.rollback',
    examples: ['promptbin config rollback 2'],
    example: { input: { generation: 2 }, output: exampleOutcome },
    failures: refusals,
  }),
} as const
