import { operation } from '../operation.ts'
import {
  byName,
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

/** What of a library is looked at. */
export const integritySubjects = [
  'database',
  'search',
  'versions',
  'references',
  'counts',
  'audit',
] as const

const status = choice(['sound', 'faulty', 'damaged'], {
  description:
    'faulty: something is not what was written; damaged: pages are broken, so that changes are refused.',
})

const finding = output({
  subject: choice(integritySubjects),
  detail: text({ description: 'What is wrong, in a sentence.' }),
})

const findings = list(finding, { description: 'The first of them; found counts all.' })

const found = integer({ description: 'How many findings there are.' })

const check = output({
  at: time(),
  status,
  findings,
  found,
  prompts: integer(),
  versions: integer(),
  bytes: integer({ description: 'What the library takes on the disk.' }),
  durationMs: integer(),
})

const state = output({
  last: orNull(check, { description: 'Null before the first look.' }),
  uncleanAt: orNull(time(), {
    description: 'When the library was left by a crash that it was not looked at since.',
  }),
  failedAt: orNull(time(), { description: 'When a look could not be taken to its end.' }),
})

const names = list(text())

const saved = output({
  isReadable: flag({ description: 'Whether anything of the damaged library could be read.' }),
  prompts: output({
    kept: integer(),
    fromBackup: integer(),
    renamed: names,
    lost: names,
  }),
  versions: output({ kept: integer(), fromBackup: integer(), lost: names }),
  dropped: byName(integer(), {
    description: 'Rows of other tables that spoke of something that is gone.',
  }),
  damagedTables: names,
  audit: output({ seq: integer(), hash: text() }),
})

const exampleCheck = {
  at: '2026-11-23T14:00:00.000Z',
  status: 'sound',
  findings: [],
  found: 0,
  prompts: 120,
  versions: 431,
  bytes: 1_204_224,
  durationMs: 210,
} as const

const exampleState = { last: exampleCheck, uncleanAt: null, failedAt: null } as const

/** Whether the library is as it was written, and how it becomes so again. */
export const library = {
  get_library_integrity: operation({
    name: 'get_library_integrity',
    title: 'Tell whether the library is sound',
    description:
      'How the last look at the whole library ended: its pages, the full-text index, the content of all versions, what refers to what, the counts and the audit trail. One is taken every day and after a crash.',
    input: input({}),
    output: state,
    http: { method: 'GET', path: '/api/v1/library/integrity' },
    command: 'library status',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin library status'],
    example: { input: {}, output: exampleState },
  }),
  check_library: operation({
    name: 'check_library',
    title: 'Look at the whole library now',
    description:
      'Reads all of the library while it is used, which takes half a minute for a gigabyte, and says what is not as it was written.',
    input: input({}),
    output: state,
    http: { method: 'POST', path: '/api/v1/library/check' },
    command: 'library check',
    scope: 'admin',
    effect: 'change',
    audit: 'library.check',
    examples: ['promptbin library check'],
    example: { input: {}, output: exampleState },
  }),
  recover_library: operation({
    name: 'recover_library',
    title: 'Recover a damaged library',
    description:
      'Makes the library anew of what can be read and, where that has gaps, of the newest good backup, while prompt-web pauses. The damaged one is kept in replaced/ of the data folder, with a report.',
    input: input({}, { dry_run: flag({ description: 'Only tells what would be saved.' }) }),
    output: output({
      at: time(),
      isTrial: flag({ description: 'Nothing was put in the place of the library.' }),
      before: output({ status, findings, found }),
      backup: orNull(text(), { description: 'The backup that gaps were filled from.' }),
      saved,
      auditRecordsLost: integer({
        description: 'Records of the audit trail that are known to have been there.',
      }),
      replaced: orNull(text(), { description: 'The folder in which the damaged one is kept.' }),
    }),
    http: { method: 'POST', path: '/api/v1/library/recovery' },
    command: 'recover',
    scope: 'admin',
    effect: 'disrupt',
    hasDryRun: true,
    audit: 'library.recover',
    examples: ['promptbin recover --dry-run', 'promptbin recover --yes'],
    example: {
      input: { dry_run: true },
      output: {
        at: '2026-11-23T14:00:00.000Z',
        isTrial: true,
        before: {
          status: 'damaged',
          findings: [{ subject: 'database', detail: 'Tree 9 page 12: btreeInitPage() returns 11' }],
          found: 1,
        },
        backup: '20261123T120000Z-a1b2',
        saved: {
          isReadable: true,
          prompts: { kept: 120, fromBackup: 2, renamed: [], lost: [] },
          versions: { kept: 431, fromBackup: 3, lost: [] },
          dropped: {},
          damagedTables: ['version'],
          audit: { seq: 40, hash: '0'.repeat(64) },
        },
        auditRecordsLost: 0,
        replaced: null,
      },
    },
    failures: {
      409: ['PB_BACKUP_NO_LIBRARY', 'PB_RECOVER_NOT_NEEDED', 'PB_RESTORE_IN_USE'],
      500: ['PB_RECOVER_NOTHING', 'PB_RECOVER_FAILED', 'PB_RESTORE_FAILED'],
      507: ['PB_RECOVER_NO_ROOM'],
    },
  }),
} as const
