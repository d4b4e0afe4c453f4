import { operation } from '../operation.ts'
import { byName, flag, input, integer, list, orNull, output, text } from '../schema/build.ts'
import {
  atNextStart,
  change,
  difference,
  dryRun,
  fault,
  generation,
  ifMatch,
  outcome,
  setting,
} from './configuration-shapes.ts'

const exampleDifference = {
  key: 'logging.level',
  from: 'info',
  to: 'debug',
  change: 'live',
} as const

const exampleOutcome = {
  generation: 3,
  changed: [exampleDifference],
  reloaded: [],
  waiting: [],
  dryRun: false,
} as const

const refusals = {
  404: ['PB_CONFIG_KEY_UNKNOWN', 'PB_CONFIG_GENERATION_UNKNOWN'],
  409: [
    'PB_CONFIG_SHADOWED',
    'PB_CONFIG_FIXED',
    'PB_CONFIG_REFUSED',
    'PB_CONFIG_NOT_EDITABLE',
    'PB_CONFIG_ROLLBACK_IMPOSSIBLE',
  ],
  412: ['PB_CONFIG_CHANGED'],
  422: ['PB_CONFIG_INVALID', 'PB_CONFIG_NOT_LOOPBACK'],
  500: ['PB_CONFIG_UNWRITABLE'],
  502: ['PB_RELOAD_FAILED'],
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
      fault: orNull(text({ description: 'Why what the file says is not in force.' })),
      waiting: list(text(), { description: 'The keys that wait for the next start.' }),
      file: text({ description: 'The file that a change is written to.' }),
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
        fault: null,
        waiting: [],
        file: '/home/ada/.local/share/promptbin/promptbin-config.yaml',
        settings: {
          'logging.level': { value: 'info', origin: 'default', source: null, change: 'live' },
        },
      },
    },
  }),
  update_config: operation({
    name: 'update_config',
    title: 'Change the configuration',
    description:
      'Checks the change as a whole, applies it to all services or to none, and writes it to the file.',
    input: input({}, { ...change, if_match: ifMatch, dry_run: dryRun, at_next_start: atNextStart }),
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
      faults: list(fault),
      changed: list(difference),
      reloaded: list(text(), { description: 'The services whose processes would be replaced.' }),
      waiting: list(text(), { description: 'The keys that would wait for the next start.' }),
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
        faults: [
          {
            pointer: 'logging.level',
            message: 'must be one of debug, info, warn',
            line: 3,
            column: 10,
          },
        ],
        changed: [],
        reloaded: [],
        waiting: [],
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
            face: 'cli',
            action: 'update',
            file: '/home/ada/.local/share/promptbin/promptbin-config.yaml',
            changed: [exampleDifference],
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
      { if_match: ifMatch, dry_run: dryRun, at_next_start: atNextStart },
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
