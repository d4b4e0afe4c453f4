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

const finding = output({
  check: text({ description: '`subject:what`, the name of the check that has found it.' }),
  severity: choice(['info', 'warning', 'error', 'critical']),
  class: choice(['configuration', 'access', 'process', 'health'], {
    description: 'What something is wrong with; the exit code of the command says it too.',
  }),
  evidence: text({ description: 'What was seen.' }),
  fix: text({ description: 'What to do about it, in a line.' }),
  fixable: flag({ description: 'Whether `promptbin doctor --fix` can do it.' }),
})

const check = output({
  check: text(),
  title: text({ description: 'What it looks at.' }),
  outcome: choice(['passed', 'found', 'skipped', 'unfinished']),
  observed: orNull(text(), { description: 'What was seen, or why it was not made.' }),
  durationMs: integer(),
})

const diagnosis = {
  at: time(),
  durationMs: integer(),
  version: text(),
  dataFolder: text(),
  isRunning: flag(),
  findings: list(finding, { description: 'The worst first.' }),
  checks: list(check),
  figures: byName(decimal(), { description: 'How long some work took, in ms.' }),
} as const

const example = {
  at: '2026-11-23T14:00:00.000Z',
  durationMs: 2_140,
  version: '0.7.0',
  dataFolder: '/var/lib/promptbin',
  isRunning: true,
  findings: [
    {
      check: 'backup:age',
      severity: 'warning',
      class: 'health',
      evidence: 'There is no backup of this library.',
      fix: 'promptbin backup create',
      fixable: false,
    },
  ],
  checks: [
    {
      check: 'database:pages',
      title: 'whether all its pages are whole and refer to what is there',
      outcome: 'passed',
      observed: 'whole',
      durationMs: 212,
    },
  ],
  figures: { hash: 9.4, commit: 0.3 },
} as const

/** What is wrong with a PromptBin, looked for everywhere at once. */
export const diagnostics = {
  run_diagnostics: operation({
    name: 'run_diagnostics',
    title: 'Look for everything that is wrong',
    description:
      'Looks at configuration, rights, ports, disk, clock, versions, library, index, backups, limits, AI clients and the ways between all parts, and measures this machine; 10 s at most. Says of each finding what to do, and changes nothing.',
    input: input({}),
    output: output(diagnosis),
    http: { method: 'POST', path: '/api/v1/diagnostics' },
    command: 'doctor',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin doctor', 'promptbin doctor --fix'],
    example: { input: {}, output: example },
    failures: { 503: ['PB_DIAGNOSIS_FAILED'] },
  }),
  get_diagnostics: operation({
    name: 'get_diagnostics',
    title: 'Tell what was found last',
    description: 'The last diagnosis of this data folder, whoever has made it, and when.',
    input: input({}),
    output: output({ diagnosis: orNull(output(diagnosis)) }),
    http: { method: 'GET', path: '/api/v1/diagnostics' },
    command: 'doctor --last',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin doctor --last'],
    example: { input: {}, output: { diagnosis: example } },
  }),
} as const
