import { operation } from '../operation.ts'
import {
  anything,
  choice,
  flag,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'
import { limitOf } from '../schema/shapes.ts'

const record = output({
  seq: integer(),
  at: time(),
  actor: text(),
  action: text(),
  target: orNull(text()),
  outcome: choice(['intended', 'done', 'refused', 'failed']),
  before: anything(),
  after: anything(),
  hash: text(),
})

const exampleRecord = {
  seq: 7,
  at: '2026-11-22T10:00:00.000Z',
  actor: 'local',
  kind: 'local',
  face: 'cli',
  address: '127.0.0.1',
  client: null,
  requestId: '01HZX3',
  action: 'service.restart',
  target: 'prompt-web',
  outcome: 'done',
  before: null,
  after: null,
  previous: '0'.repeat(64),
  hash: '0'.repeat(64),
} as const

/** Who did what. */
export const audit = {
  list_audit: operation({
    name: 'list_audit',
    title: 'Search the audit trail',
    description: 'Who changed what, when and from where, the newest first.',
    input: input(
      {},
      {
        since: time(),
        actor: text({ maxLength: 128 }),
        action: text({ maxLength: 64 }),
        outcome: choice(['intended', 'done', 'refused', 'failed']),
        cursor: text({ maxLength: 64 }),
        limit: limitOf(500, 50),
      },
    ),
    output: output({ items: list(record), nextCursor: orNull(text()) }),
    http: { method: 'GET', path: '/api/v1/audit' },
    command: 'audit list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin audit list'],
    example: {
      input: { action: 'service.restart' },
      output: { items: [exampleRecord], nextCursor: null },
    },
  }),
  verify_audit: operation({
    name: 'verify_audit',
    title: 'Check the audit trail',
    description:
      'Computes the whole chain anew and names the first record that is not as it was written.',
    input: input({}),
    output: output({
      valid: flag(),
      records: integer(),
      firstBad: orNull(integer(), { description: 'The number of the first record that is wrong.' }),
      reason: orNull(text()),
    }),
    http: { method: 'GET', path: '/api/v1/audit/verification' },
    command: 'audit verify',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin audit verify'],
    example: { input: {}, output: { valid: true, records: 7, firstBad: null, reason: null } },
  }),
} as const
