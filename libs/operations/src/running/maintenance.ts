import { operation } from '../operation.ts'
import { flag, input, orNull, output, text, time } from '../schema/build.ts'

const state = output({
  enabled: flag({ description: 'Whether changes of prompts are refused.' }),
  reason: orNull(text(), { description: 'What people are told.' }),
  since: orNull(time()),
  by: orNull(text(), { description: 'Who has turned it on.' }),
})

const on = {
  enabled: true,
  reason: 'The disk is replaced.',
  since: '2026-11-22T10:00:00.000Z',
  by: 'local',
} as const

/** Reads only, for as long as somebody works on the machine or on the library. */
export const maintenance = {
  get_maintenance: operation({
    name: 'get_maintenance',
    title: 'Tell whether there is maintenance',
    description: 'In maintenance prompts can be read and used, and not changed.',
    input: input({}),
    output: state,
    http: { method: 'GET', path: '/api/v1/maintenance' },
    command: 'maintenance show',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin maintenance show'],
    example: { input: {}, output: on },
  }),
  set_maintenance: operation({
    name: 'set_maintenance',
    title: 'Begin or end maintenance',
    description:
      'From then on every change of prompts is refused with PB_MAINTENANCE and the reason, over REST, pages and MCP, while reads go on. It holds until it is ended, also over restarts.',
    input: input(
      { enabled: flag({ description: 'on or off' }) },
      { reason: text({ description: 'What people are told.', minLength: 1, maxLength: 200 }) },
    ),
    output: state,
    http: { method: 'PUT', path: '/api/v1/maintenance' },
    command: 'maintenance set <enabled>',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'maintenance.set',
    examples: [
      'promptbin maintenance set on --reason "The disk is replaced."',
      'promptbin maintenance set off --yes',
    ],
    example: { input: { enabled: true, reason: 'The disk is replaced.' }, output: on },
  }),
} as const
