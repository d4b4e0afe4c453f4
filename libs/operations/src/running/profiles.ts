import { operation } from '../operation.ts'
import { choice, input, integer, list, orNull, output, text, time } from '../schema/build.ts'

/** What can be recorded of a process. */
export const profileKinds = ['cpu', 'heap-snapshot', 'heap-sampling'] as const

const profile = output({
  id: text(),
  kind: choice(profileKinds),
  service: text(),
  processId: integer(),
  seconds: orNull(integer(), { description: 'How long was recorded; null for a snapshot.' }),
  takenAt: time(),
  bytes: integer(),
  url: text({ description: 'Where it is downloaded.' }),
  flameUrl: orNull(text(), { description: 'The page with its flame graph.' }),
  warning: orNull(text(), { description: 'What to keep in mind.' }),
})

const exampleProfile = {
  id: '20261122T100000000Z-prompt-web-12-cpu-10s',
  kind: 'cpu',
  service: 'prompt-web',
  processId: 12,
  seconds: 10,
  takenAt: '2026-11-22T10:00:00.000Z',
  bytes: 184_320,
  url: '/api/v1/profiles/20261122T100000000Z-prompt-web-12-cpu-10s',
  flameUrl: '/api/v1/profiles/20261122T100000000Z-prompt-web-12-cpu-10s/flame',
  warning: null,
} as const

const off = { 403: ['PB_PROFILING_OFF'] } as const

/** Recordings of what processes do. */
export const profiles = {
  list_profiles: operation({
    name: 'list_profiles',
    title: 'List the profiles',
    description: 'The recordings that are kept, the newest first.',
    input: input({}),
    output: output({ items: list(profile) }),
    http: { method: 'GET', path: '/api/v1/profiles' },
    command: 'profiles list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin profiles list'],
    example: { input: {}, output: { items: [exampleProfile] } },
    failures: off,
  }),
  take_profile: operation({
    name: 'take_profile',
    title: 'Take a profile of a process',
    description:
      'Records for some seconds what a process computes or allocates, or writes down all that it has in memory, for which it stands still.',
    input: input(
      {
        processId: integer({
          description: 'The number of a process; see list_processes.',
          minimum: 0,
        }),
      },
      {
        kind: choice(profileKinds, {
          description: 'What to record; cpu unless told.',
          default: 'cpu',
        }),
        seconds: integer({
          description: 'How long; 10 unless told.',
          minimum: 1,
          maximum: 60,
          default: 10,
        }),
      },
    ),
    output: profile,
    http: { method: 'POST', path: '/api/v1/processes/:processId/profiles', status: 201 },
    command: 'profiles take <processId>',
    scope: 'admin',
    effect: 'change',
    audit: 'profile.take',
    examples: [
      'promptbin profiles take 12 --kind cpu --seconds 10',
      'promptbin profile prompt-web',
    ],
    example: { input: { processId: 12, kind: 'cpu', seconds: 10 }, output: exampleProfile },
    failures: off,
  }),
  delete_profile: operation({
    name: 'delete_profile',
    title: 'Remove a profile',
    description: 'Removes the file of a recording for good.',
    input: input({ id: text({ description: 'Its id, as list_profiles tells it.' }) }),
    output: output({}),
    http: { method: 'DELETE', path: '/api/v1/profiles/:id', status: 204 },
    command: 'profiles delete <id>',
    scope: 'admin',
    effect: 'change',
    audit: 'profile.delete',
    examples: ['promptbin profiles delete 20261122T100000000Z-prompt-web-12-cpu-10s'],
    example: { input: { id: exampleProfile.id }, output: {} },
    failures: off,
  }),
} as const
