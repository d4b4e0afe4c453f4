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
import { exampleProcess, limitOf, process, serviceName, since } from '../schema/shapes.ts'

/** Every kind of record, in the order of a life. */
export const eventTypes = [
  'supervisor-started',
  'started',
  'prepared',
  'promoted',
  'ready',
  'draining',
  'exited',
  'restart-decided',
  'paused',
  'scaled',
  'service-stopped',
  'service-started',
  'reload-started',
  'reload-finished',
  'limit',
  'profiled',
  'error-group',
  'health-changed',
  'configuration-changed',
  'backup-made',
  'backup-failed',
  'library-checked',
  'library-recovered',
  'supervisor-stopping',
] as const

const event = output({
  seq: integer({ description: 'Grows with each record, over all starts.' }),
  at: time(),
  type: text(),
  service: text(),
  worker: orNull(integer()),
  processId: orNull(integer()),
  pid: orNull(integer()),
})

const node = output({
  processId: integer(),
  service: text(),
  state: text(),
  startedAt: orNull(time()),
  why: orNull(text()),
  replaces: orNull(integer()),
  endedAt: orNull(time()),
  reason: orNull(text(), { description: 'What was decided because of it, in a sentence.' }),
  children: list(anything({ description: 'The same of each process that it started.' })),
})

/** What is known of processes. */
export const processes = {
  list_processes: operation({
    name: 'list_processes',
    title: 'List the processes',
    description:
      'Every process of this PromptBin, the supervisor first: state, pid, figures, why it was started.',
    input: input({}),
    output: output({ items: list(process) }),
    http: { method: 'GET', path: '/api/v1/processes' },
    command: 'status',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin status', 'promptbin status --json'],
    example: { input: {}, output: { items: [exampleProcess] } },
  }),
  get_genealogy: operation({
    name: 'get_genealogy',
    title: 'Tell which process came from which',
    description:
      'Trees of supervisors and of what they started, with who replaced whom and how each ended; those of the last hour unless told.',
    input: input({}, { since, all: flag({ description: 'All that are known.', default: false }) }),
    output: output({ items: list(node) }),
    http: { method: 'GET', path: '/api/v1/genealogy' },
    command: 'status --tree',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin status --tree', 'promptbin status --tree --all'],
    example: {
      input: { all: true },
      output: {
        items: [
          {
            processId: 1,
            service: 'supervisor',
            state: 'ready',
            startedAt: '2026-11-22T10:00:00.000Z',
            why: null,
            replaces: null,
            endedAt: null,
            reason: null,
            children: [],
          },
        ],
      },
    },
  }),
  list_events: operation({
    name: 'list_events',
    title: 'List what happened to processes',
    description:
      'Records of starts, ends, decisions and limits. Without `since` the newest; with it those after, the oldest first.',
    input: input(
      {},
      {
        since,
        type: list(choice(eventTypes), { description: 'Only of these kinds.' }),
        service: serviceName,
        limit: limitOf(1000, 100),
      },
    ),
    output: output({
      items: list(event),
      nextCursor: orNull(anything(), { description: 'The `since` to go on with.' }),
    }),
    http: { method: 'GET', path: '/api/v1/events' },
    command: 'events',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin events', 'promptbin events -f'],
    example: {
      input: { service: 'prompt-web', limit: 1 },
      output: {
        items: [
          {
            seq: 41,
            at: '2026-11-22T10:00:00.000Z',
            type: 'ready',
            service: 'prompt-web',
            worker: 0,
            processId: 12,
            pid: 15325,
          },
        ],
        nextCursor: null,
      },
    },
  }),
} as const
