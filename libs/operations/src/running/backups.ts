import { operation } from '../operation.ts'
import {
  byName,
  choice,
  decimal,
  flag,
  input,
  integer,
  list,
  orNull,
  output,
  text,
  time,
} from '../schema/build.ts'

/** Why a backup is made. */
const reason = choice(['scheduled', 'asked', 'migration', 'restore', 'change'])

const backup = output({
  id: text(),
  createdAt: time(),
  reason: orNull(reason, {
    description: 'Null, as all that follows, if its manifest cannot be read.',
  }),
  bytes: integer({ description: 'What its files take on the disk.' }),
  appVersion: orNull(text()),
  schemaVersion: orNull(integer(), { description: 'How many migrations the library had had.' }),
  rows: orNull(byName(integer()), { description: 'How many rows each table has.' }),
  encryption: orNull(choice(['none', 'age'])),
  fault: orNull(text(), {
    description: 'What is wrong with it, as far as sizes and manifest show.',
  }),
})

const progress = output({
  reason,
  startedAt: time(),
  copied: decimal({ description: 'How much of the library is copied, 0 to 1.' }),
})

const exampleBackup = {
  id: '20261123T140000Z-a1b2',
  createdAt: '2026-11-23T14:00:00.000Z',
  reason: 'asked',
  bytes: 1_204_224,
  appVersion: '0.6.0',
  schemaVersion: 12,
  rows: { prompt: 120, version: 431 },
  encryption: 'none',
  fault: null,
} as const

const notThere = { 404: ['PB_BACKUP_NOT_FOUND'] } as const

/** Copies of the library and the configuration, from which both can be brought back. */
export const backups = {
  list_backups: operation({
    name: 'list_backups',
    title: 'List the backups',
    description:
      'The backups that there are, the newest first, with what is wrong with damaged ones; and the one that is being made.',
    input: input(
      {},
      {
        place: choice(['data', 'second'], {
          description: 'Those in the data folder, or in backup.second_place.',
          default: 'data',
        }),
      },
    ),
    output: output({
      items: list(backup),
      current: orNull(progress, { description: 'The one that is being made.' }),
    }),
    http: { method: 'GET', path: '/api/v1/backups' },
    command: 'backup list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin backup list'],
    example: { input: {}, output: { items: [exampleBackup], current: null } },
    failures: { 409: ['PB_BACKUP_NO_SECOND_PLACE'], 502: ['PB_BACKUP_SECOND_PLACE'] },
  }),
  create_backup: operation({
    name: 'create_backup',
    title: 'Make a backup',
    description:
      'Copies library and configuration while PromptBin is used, checks the copy by opening it, and removes backups that are no longer needed. Answers when it is done.',
    input: input({}),
    output: output({
      backup,
      durationMs: integer(),
      removed: list(text(), { description: 'Backups that were no longer needed.' }),
      secondPlaceFault: orNull(text(), {
        description: 'Why it is not in backup.second_place; null if it is, or there is none.',
      }),
    }),
    http: { method: 'POST', path: '/api/v1/backups', status: 201 },
    command: 'backup create',
    scope: 'admin',
    effect: 'change',
    audit: 'backup.create',
    examples: ['promptbin backup create'],
    example: {
      input: {},
      output: { backup: exampleBackup, durationMs: 412, removed: [], secondPlaceFault: null },
    },
    failures: {
      409: ['PB_BACKUP_NO_LIBRARY'],
      500: ['PB_BACKUP_FAILED', 'PB_BACKUP_LIBRARY_DAMAGED', 'PB_BACKUP_TASK_FAILED'],
      503: ['PB_BACKUP_CLOSED'],
      507: ['PB_BACKUP_NO_ROOM'],
    },
  }),
  verify_backup: operation({
    name: 'verify_backup',
    title: 'Verify a backup',
    description:
      'Reads all of a backup: whether its files are as they were written, and whether the library in it opens, is whole and has the rows that were counted.',
    input: input({ id: text({ description: 'Its name, as list_backups tells it.' }) }),
    output: output({
      id: text(),
      isGood: flag(),
      faults: list(text()),
      isOpened: flag({
        description: 'Whether the library in it was opened: of an encrypted one only with its key.',
      }),
      durationMs: integer(),
    }),
    http: { method: 'POST', path: '/api/v1/backups/:id/verification' },
    command: 'backup verify <id>',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin backup verify 20261123T140000Z-a1b2'],
    example: {
      input: { id: exampleBackup.id },
      output: { id: exampleBackup.id, isGood: true, faults: [], isOpened: true, durationMs: 95 },
    },
    failures: { ...notThere, 409: ['PB_BACKUP_NO_IDENTITY'] },
  }),
} as const
