import { operation } from '../operation.ts'
import {
  anything,
  byName,
  choice,
  decimal,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'
import { limitOf, serviceName } from '../schema/shapes.ts'

/** Where a group of alike errors stands. */
export const errorStates = ['new', 'ongoing', 'rising', 'resolved'] as const

const groupFields = {
  fingerprint: text(),
  code: orNull(text()),
  type: text(),
  message: text({ description: 'With placeholders for what differs.' }),
  event: orNull(text()),
  state: choice(errorStates),
  count: integer(),
  firstSeen: time(),
  lastSeen: time(),
  services: list(output({ service: text(), count: integer(), lastSeen: time() })),
  trend: output({ nowPerMinute: decimal(), beforePerMinute: decimal() }),
  requestId: orNull(text()),
  traceId: orNull(text()),
}

const advice = output({
  class: text({ description: 'user, transient, permanent or internal.' }),
  severity: text(),
  retry: text({ description: 'Whether and when the same request can be sent again.' }),
  hint: text({ description: 'What whoever asked does.' }),
  operatorHint: text({ description: 'What whoever runs PromptBin does; empty if nothing.' }),
  document: text({ description: 'Where the documentation tells of the code.' }),
})

const exampleGroup = {
  fingerprint: '5d41402abc4b2a76',
  code: 'PB_STORE_BUSY',
  type: 'PromptBinError',
  message: 'The library is busy.',
  event: 'http.error',
  state: 'ongoing',
  count: 3,
  firstSeen: '2026-11-22T09:00:00.000Z',
  lastSeen: '2026-11-22T10:00:00.000Z',
  services: [{ service: 'prompt-web', count: 3, lastSeen: '2026-11-22T10:00:00.000Z' }],
  trend: { nowPerMinute: 0.2, beforePerMinute: 0.1 },
  requestId: null,
  traceId: null,
} as const

/** Errors of all services, as groups of alike ones. */
export const errors = {
  list_errors: operation({
    name: 'list_errors',
    title: 'List the kinds of errors',
    description: 'Groups of alike errors, those seen last first, with whether they become more.',
    input: input(
      {},
      {
        service: serviceName,
        state: list(choice(errorStates), { description: 'Only groups that stand so.' }),
        since: time({ description: 'Only what was seen since then.' }),
        cursor: text({
          description: 'the `nextCursor` of the page before',
          pattern: '^[0-9]{1,15}-[0-9a-f]{16}$',
        }),
        limit: limitOf(300, 50),
      },
    ),
    output: output({
      items: list(output(groupFields)),
      nextCursor: orNull(text()),
      total: integer(),
    }),
    http: { method: 'GET', path: '/api/v1/errors' },
    command: 'errors',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin errors', 'promptbin errors --since 1h'],
    example: {
      input: { state: ['rising', 'ongoing'] },
      output: { items: [exampleGroup], nextCursor: null, total: 1 },
    },
  }),
  get_error: operation({
    name: 'get_error',
    title: 'Show a kind of error',
    description:
      'One group with its latest examples, their circumstances, and what to do about it; the advice is null for errors that are none of PromptBin itself.',
    input: input({ fingerprint: text({ description: 'As list_errors tells it.', maxLength: 64 }) }),
    output: output({ ...groupFields, advice: orNull(advice), examples: list(byName(anything())) }),
    http: { method: 'GET', path: '/api/v1/errors/:fingerprint' },
    command: 'error show <fingerprint>',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin error show 5d41402abc4b2a76'],
    example: {
      input: { fingerprint: exampleGroup.fingerprint },
      output: {
        ...exampleGroup,
        advice: {
          class: 'transient',
          severity: 'warning',
          retry: 'after-a-while',
          hint: 'Try again in a moment.',
          operatorHint: 'If it lasts, see the slow queries in the log.',
          document: 'docs/errors.md#pb_store_busy',
        },
        examples: [],
      },
    },
    failures: { 404: ['PB_ERROR_GROUP_UNKNOWN'] },
  }),
} as const
