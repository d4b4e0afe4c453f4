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

const outcomes = ['intended', 'done', 'refused', 'failed'] as const

const source = choice(['supervisor', 'library'], {
  description:
    'Who keeps the record: the supervisor of what is done to processes and settings, the library of tokens, accounts, links and prompts.',
})

const record = output({
  source,
  seq: integer({ description: 'Its number in the chain of its source.' }),
  at: time(),
  actor: text(),
  kind: text(),
  face: text(),
  address: orNull(text()),
  client: orNull(text()),
  requestId: orNull(text()),
  action: text(),
  target: text(),
  outcome: choice(outcomes),
  before: anything(),
  after: anything(),
  previous: text({ description: 'The hash of the record before.' }),
  hash: text({ description: 'SHA-256 of the canonical JSON (RFC 8785) of all the rest.' }),
})

const verdict = output({
  source,
  valid: flag(),
  records: integer({ description: 'How many are in order, from the first on.' }),
  head: output({ seq: integer(), hash: text() }),
  firstBad: orNull(integer(), { description: 'The number of the first record that is wrong.' }),
  reason: orNull(text()),
})

const problems = list(text(), { description: 'What could not be asked; empty when all was.' })

const hash = '0'.repeat(64)

const exampleRecord = {
  source: 'supervisor',
  seq: 7,
  at: '2026-11-22T10:00:00.000Z',
  actor: 'local',
  kind: 'local',
  face: 'cli',
  address: '127.0.0.1',
  client: 'promptbin',
  requestId: '019350a0-0000-7000-8000-000000000000',
  action: 'service.restart',
  target: 'prompt-web',
  outcome: 'done',
  before: null,
  after: null,
  previous: hash,
  hash,
} as const

const exampleVerdict = { valid: true, records: 7, firstBad: null, reason: null }

/** Who did what. */
export const audit = {
  list_audit: operation({
    name: 'list_audit',
    title: 'Search the audit trail',
    description:
      'Who changed what, when and from where, the newest first: what is done to processes and settings, and to tokens, accounts, links and protected labels.',
    input: input(
      {},
      {
        actor: text({
          description: 'Only what this somebody did: local, token:laptop.',
          maxLength: 300,
        }),
        action: text({ description: 'Only this act: service.restart.', maxLength: 64 }),
        outcome: choice(outcomes, { description: 'Only what ended so.' }),
        target: text({ description: 'Only what was done to this: prompt-web.', maxLength: 300 }),
        since: time({ description: 'Only of this time or later.' }),
        until: time({ description: 'Only before this time.' }),
        cursor: text({
          description: 'The nextCursor of the page before, of the same search.',
          pattern: '^[0-9]{0,15}\\.[0-9]{0,15}$',
        }),
        limit: limitOf(500, 50),
      },
    ),
    output: output({ items: list(record), nextCursor: orNull(text()), problems }),
    http: { method: 'GET', path: '/api/v1/audit' },
    command: 'audit list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin audit list --action token.create --since 7d'],
    example: {
      input: { action: 'service.restart' },
      output: { items: [exampleRecord], nextCursor: '7.12', problems: [] },
    },
  }),
  verify_audit: operation({
    name: 'verify_audit',
    title: 'Check the audit trail',
    description:
      'Computes both chains anew and names the first record that is not as it was written.',
    input: input({}),
    output: output({
      valid: flag({ description: 'Whether all of both is as it was written.' }),
      records: integer(),
      firstBad: orNull(integer(), { description: 'The number of the first record that is wrong.' }),
      reason: orNull(text()),
      sources: list(verdict),
      problems,
    }),
    http: { method: 'GET', path: '/api/v1/audit/verification' },
    command: 'audit verify',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin audit verify'],
    example: {
      input: {},
      output: {
        ...exampleVerdict,
        sources: [{ source: 'supervisor', ...exampleVerdict, head: { seq: 7, hash } }],
        problems: [],
      },
    },
  }),
} as const
