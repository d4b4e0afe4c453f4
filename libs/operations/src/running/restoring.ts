import { operation } from '../operation.ts'
import { choice, flag, input, integer, list, orNull, output, text, time } from '../schema/build.ts'

const dryRun = flag({ description: 'Says what would come of it, and changes nothing.' })

/** Which backup is meant; the newest good one unless told. */
const wanted = {
  backup: text({ description: 'The name of the backup.', maxLength: 64 }),
  at: time({ description: 'The newest good backup of this time or before.' }),
  from_second_place: flag({
    description:
      'Only those in backup.second_place; else they count where the data folder has not what is wanted.',
  }),
}

const choosing = {
  404: ['PB_BACKUP_NOT_FOUND', 'PB_BACKUP_NONE_THEN'],
  409: ['PB_BACKUP_ENCRYPTED', 'PB_BACKUP_NO_IDENTITY', 'PB_BACKUP_ONLY_TABLES'],
  502: ['PB_BACKUP_SECOND_PLACE'],
  503: ['PB_BACKUP_CLOSED'],
  507: ['PB_RESTORE_NO_ROOM'],
} as const

const report = output({
  backup: text({ description: 'The backup that was restored for practice.' }),
  at: time(),
  durationMs: integer(),
  passed: flag({ description: 'Whether all was as it has to be.' }),
  checks: list(output({ what: text(), expected: text(), found: text(), passed: flag() })),
})

const id = '20261123T140000Z-a1b2'

const exampleReport = {
  backup: id,
  at: '2026-11-29T14:00:00.000Z',
  durationMs: 640,
  passed: true,
  checks: [
    { what: 'the backup can be restored', expected: 'yes', found: 'yes', passed: true },
    { what: 'rows of version', expected: '431', found: '431', passed: true },
  ],
} as const

/** How what was lost comes back, and how it is known that it would. */
export const restoring = {
  restore_backup: operation({
    name: 'restore_backup',
    title: 'Restore a backup',
    description:
      'Verifies the backup that is meant, makes one of now, and puts its library in place of the present one, which is kept; prompt-web pauses for a moment. Prompts are those of the backup; accounts, tokens and the audit trail stay those of now.',
    input: input({}, { ...wanted, dry_run: dryRun }),
    output: output({
      backup: text({ description: 'The backup that was restored, or would be.' }),
      createdAt: time({ description: 'When it was made.' }),
      prompts: integer({ description: 'How many prompts it has, those in the trash counted.' }),
      restored: flag({ description: 'Whether it was: no for a dry run.' }),
      safetyBackup: orNull(text(), {
        description: 'The backup of what was there; null for a dry run, or if none could be made.',
      }),
      imported: orNull(
        output({
          created: integer(),
          updated: integer(),
          skipped: integer(),
          failed: integer(),
        }),
        {
          description:
            'What became of each prompt, or would become, where PostgreSQL has the library: what is gone comes back, what went on stays. Null where the library is exchanged.',
        },
      ),
      replaced: orNull(text(), {
        description: 'The folder with the library that was there; null for a dry run.',
      }),
      keepsAccess: orNull(flag(), {
        description: 'Whether accounts and tokens are those of now and not of the backup.',
      }),
      auditRecords: orNull(integer(), {
        description: 'How many records the audit trail has beyond the backup; null if it was cut.',
      }),
      auditTrail: orNull(choice(['restored', 'kept', 'beside']), {
        description:
          'Of the supervisor: "restored" where there was none; "kept" as it goes on from the one of the backup; "beside" as it is another, and that of the backup is in a folder of audit/. Null if the backup has none.',
      }),
      receivers: orNull(choice(['restored', 'kept', 'sealed']), {
        description:
          'Of webhooks: "restored" where there were none; "kept" as there are some, or PromptBin runs; "sealed" if they are back and keys/webhooks.key is missing. Null if the backup has none.',
      }),
    }),
    http: { method: 'POST', path: '/api/v1/backups/restore' },
    command: 'backup restore',
    scope: 'admin',
    effect: 'disrupt',
    hasDryRun: true,
    audit: 'backup.restore',
    examples: [
      'promptbin backup restore --dry-run',
      'promptbin backup restore --at 2026-11-23T14:00:00Z',
    ],
    example: {
      input: { at: '2026-11-23T14:30:00Z' },
      output: {
        backup: id,
        createdAt: '2026-11-23T14:00:00.000Z',
        prompts: 120,
        restored: true,
        safetyBackup: '20261123T151200Z-c3d4',
        imported: null,
        replaced: '/home/ada/.local/share/promptbin/replaced/20261123T151201480Z',
        keepsAccess: true,
        auditRecords: 3,
        auditTrail: 'kept',
        receivers: 'kept',
      },
    },
    failures: {
      ...choosing,
      409: [...choosing[409], 'PB_RESTORE_IN_USE', 'PB_RESTORE_NEEDS_START'],
      500: ['PB_BACKUP_DAMAGED', 'PB_STORE_NEWER', 'PB_RESTORE_FAILED', 'PB_BACKUP_TASK_FAILED'],
    },
  }),
  restore_prompt: operation({
    name: 'restore_prompt',
    title: 'Restore one prompt',
    description:
      'Brings one prompt back from a backup: what it said then becomes its newest version; one that is gone comes back with all its versions and labels; with "as" it becomes a new prompt.',
    input: input(
      {
        name: text({
          description: 'Its name, an old name of it, or its id.',
          minLength: 1,
          maxLength: 100,
        }),
      },
      {
        ...wanted,
        as: text({ description: 'The name of the new prompt that it becomes.', maxLength: 64 }),
        dry_run: dryRun,
      },
    ),
    output: output({
      backup: text(),
      createdAt: time({ description: 'When the backup was made.' }),
      name: text({ description: 'What the prompt is called here.' }),
      outcome: text({ description: 'created, updated, unchanged.' }),
      version: orNull(integer(), { description: 'Its newest version now; null for a dry run.' }),
    }),
    http: { method: 'POST', path: '/api/v1/backups/restore-prompt' },
    command: 'backup restore-prompt <name>',
    scope: 'admin',
    effect: 'change',
    hasDryRun: true,
    audit: 'backup.restore-prompt',
    examples: [
      'promptbin backup restore-prompt code-review --dry-run',
      'promptbin backup restore-prompt code-review --at 2026-11-23T14:00:00Z --as code-review-then',
    ],
    example: {
      input: { name: 'code-review' },
      output: {
        backup: id,
        createdAt: '2026-11-23T14:00:00.000Z',
        name: 'code-review',
        outcome: 'updated',
        version: 5,
      },
    },
    failures: {
      ...choosing,
      404: [...choosing[404], 'PB_BACKUP_PROMPT_UNKNOWN'],
      500: ['PB_BACKUP_DAMAGED', 'PB_STORE_NEWER', 'PB_BACKUP_TASK_FAILED'],
    },
  }),
  run_drill: operation({
    name: 'run_drill',
    title: 'Practise a restore',
    description:
      'Restores the newest backup beside the library, compares what comes out with its manifest and by an export that is read back, and removes it again.',
    input: input({}),
    output: report,
    http: { method: 'POST', path: '/api/v1/backups/drill' },
    command: 'backup drill',
    scope: 'admin',
    effect: 'change',
    audit: 'backup.drill',
    examples: ['promptbin backup drill'],
    example: { input: {}, output: exampleReport },
    failures: {
      404: ['PB_BACKUP_NONE_THEN'],
      409: choosing[409],
      500: ['PB_BACKUP_TASK_FAILED'],
      503: choosing[503],
      507: choosing[507],
    },
  }),
  get_drill: operation({
    name: 'get_drill',
    title: 'Tell of the last drill',
    description: 'What came of restoring a backup for practice when that was done last.',
    input: input({}),
    output: output({
      last: orNull(report, { description: 'Null if none was done yet.' }),
      fault: orNull(text(), { description: 'Why the last one could not be done.' }),
      intervalSeconds: integer({ description: 'How often one is done by itself; 0: never.' }),
    }),
    http: { method: 'GET', path: '/api/v1/backups/drill' },
    command: 'backup last-drill',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin backup last-drill'],
    example: { input: {}, output: { last: exampleReport, fault: null, intervalSeconds: 604_800 } },
  }),
} as const
