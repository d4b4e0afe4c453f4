import { operation } from '../operation.ts'
import { choice, input, integer, list, orNull, output, text, time } from '../schema/build.ts'

const head = { id: text(), createdAt: time(), bytes: integer() }

const url = text({ description: 'Where it is downloaded.' })

const part = output({
  name: text(),
  title: text(),
  file: text({ description: 'Its name in the archive.' }),
  origin: orNull(choice(['asked', 'read']), {
    description: 'Told by what runs, or read on the disk; null where there is nothing.',
  }),
  problem: orNull(text(), { description: 'Why there is nothing, or less than wished.' }),
  bytes: integer(),
})

const id = '20261123T140000Z-5f0a'

const exampleHead = {
  id,
  createdAt: '2026-11-23T14:00:00Z',
  bytes: 184_320,
  url: `/api/v1/reports/${id}`,
}

/** Archives of all that helps to find a fault. */
export const reports = {
  create_report: operation({
    name: 'create_report',
    title: 'Make a debug report',
    description:
      'Packs state, health, events, errors, metrics, configuration and the end of the log into one archive, with a page to read it. Secrets are masked.',
    input: input({}),
    output: output({
      ...head,
      url,
      file: text({ description: 'Where it is kept on the machine; the last five are.' }),
      parts: list(part),
    }),
    http: { method: 'POST', path: '/api/v1/reports', status: 201 },
    command: 'reports create',
    scope: 'admin',
    effect: 'change',
    audit: 'report.create',
    examples: ['promptbin reports create', 'promptbin report --output report.zip'],
    example: {
      input: {},
      output: {
        ...exampleHead,
        file: `/home/me/.local/share/promptbin/state/reports/promptbin-report-${id}.zip`,
        parts: [
          {
            name: 'health',
            title: 'Health',
            file: 'health.json',
            origin: 'asked',
            problem: null,
            bytes: 9_216,
          },
        ],
      },
    },
    failures: { 500: ['PB_REPORT_FAILED'] },
  }),
  list_reports: operation({
    name: 'list_reports',
    title: 'List the debug reports',
    description: 'The reports that are kept, the newest first.',
    input: input({}),
    output: output({ items: list(output({ ...head, url })) }),
    http: { method: 'GET', path: '/api/v1/reports' },
    command: 'reports list',
    scope: 'admin',
    effect: 'read',
    examples: ['promptbin reports list'],
    example: { input: {}, output: { items: [exampleHead] } },
  }),
} as const
