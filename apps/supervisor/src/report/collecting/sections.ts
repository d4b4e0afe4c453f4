import { readDataFolder } from '../reading/data-folder-files.ts'
import { readInstance } from '../reading/instance.ts'
import { logTail } from '../reading/log-tail.ts'
import { readMachine } from '../reading/machine.ts'
import { readBackups } from '../reading/stored/read-backups.ts'
import { readErrors } from '../reading/stored/read-errors.ts'
import { readEvents } from '../reading/stored/read-events.ts'
import { readMetricsHistory } from '../reading/stored/read-metrics-history.ts'
import { readRemembered } from '../reading/stored/read-remembered.ts'
import { readState } from '../reading/stored/read-state.ts'
import type { PartContent } from '../report.ts'
import type { Ask } from './ask.ts'
import { askErrors } from './ask-errors.ts'
import type { Section } from './section.ts'

const kB = 1000

const asked = (path: string) => async (ask: Ask) => value(await ask.json(path))

const value = (of: unknown): PartContent => ({ kind: 'json', value: of })

const lines = (items: readonly unknown[]): PartContent => ({
  kind: 'lines',
  lines: items.map((item) => JSON.stringify(item)),
})

/** As many events as the API tells at once. */
const mostEvents = 1000

/** What a report tells, in the order in which a reader wants it. What the
 * page shows of it comes on top (`page/shown.ts`). */
export const sections: readonly Section[] = [
  {
    name: 'health',
    title: 'Health',
    file: 'health.json',
    maxBytes: 200 * kB,
    ask: asked('/api/v1/health'),
  },
  {
    name: 'diagnostics',
    title: 'What promptbin doctor has found last',
    file: 'diagnostics.json',
    maxBytes: 100 * kB,
    read: async ({ folder }) => {
      const kept = await readState(folder.stateFolder, 'diagnostics')
      return value((kept as { readonly last?: unknown } | undefined)?.last ?? null)
    },
  },
  {
    name: 'errors',
    title: 'Errors',
    file: 'errors.json',
    maxBytes: 500 * kB,
    ask: async (ask) => value(await askErrors(ask)),
    read: async ({ folder }) => value(await readErrors(folder.stateFolder)),
  },
  {
    name: 'events',
    title: 'Events',
    file: 'events.jsonl',
    maxBytes: 400 * kB,
    ask: async (ask) => {
      const { items } = (await ask.json(`/api/v1/events?limit=${mostEvents}`)) as Listed
      return lines(items)
    },
    read: async ({ folder }) => lines(await readEvents(folder.stateFolder, mostEvents)),
  },
  {
    name: 'processes',
    title: 'Processes',
    file: 'processes.json',
    maxBytes: 100 * kB,
    ask: asked('/api/v1/processes'),
  },
  {
    name: 'genealogy',
    title: 'Genealogy of the last hour',
    file: 'genealogy.json',
    maxBytes: 200 * kB,
    ask: asked('/api/v1/genealogy'),
  },
  {
    name: 'statistics',
    title: 'Figures and surroundings',
    file: 'statistics.json',
    maxBytes: 50 * kB,
    ask: asked('/api/v1/stats'),
  },
  {
    name: 'metrics-history',
    title: 'The last hour',
    file: 'metrics-history.json',
    maxBytes: 600 * kB,
    ask: asked('/api/v1/metrics/history?step=60'),
    read: async ({ folder }) => value(await readMetricsHistory(folder.stateFolder)),
  },
  {
    name: 'metrics',
    title: 'All metrics',
    file: 'metrics.txt',
    maxBytes: 500 * kB,
    ask: async (ask) => ({ kind: 'text', text: await ask.text('/metrics') }),
  },
  {
    name: 'configuration',
    title: 'Configuration',
    file: 'configuration.json',
    maxBytes: 100 * kB,
    ask: asked('/api/v1/config'),
    read: async ({ settingsHere }) => {
      if (!settingsHere) throw new Error('only the command on the machine reads it from the files')
      return value(settingsHere())
    },
  },
  {
    name: 'configuration-history',
    title: 'Changes of the configuration',
    file: 'configuration-history.json',
    maxBytes: 100 * kB,
    ask: asked('/api/v1/config/history'),
  },
  {
    name: 'backups',
    title: 'Backups',
    file: 'backups.json',
    maxBytes: 50 * kB,
    ask: asked('/api/v1/backups'),
    read: async ({ folder }) => value(await readBackups(folder.path)),
  },
  {
    name: 'mcp-status',
    title: 'How MCP is served',
    file: 'mcp-status.json',
    maxBytes: 50 * kB,
    ask: asked('/api/v1/mcp-status'),
  },
  {
    name: 'instance',
    title: 'What the start has written down',
    file: 'instance.json',
    maxBytes: 20 * kB,
    read: async ({ folder }) => value(readInstance(folder)),
  },
  {
    name: 'remembered',
    title: 'What is remembered over restarts',
    file: 'remembered.json',
    maxBytes: 50 * kB,
    read: async ({ folder }) => value(await readRemembered(folder.stateFolder)),
  },
  {
    name: 'machine',
    title: 'Machine and versions',
    file: 'machine.json',
    maxBytes: 30 * kB,
    read: async ({ folder }) => value(await readMachine(folder.path)),
  },
  {
    name: 'data-folder',
    title: 'Files of the data folder',
    file: 'data-folder.json',
    maxBytes: 250 * kB,
    read: async ({ folder }) => value(await readDataFolder(folder.path)),
  },
  {
    name: 'problems',
    title: 'Warnings and errors in the log',
    file: 'problems.jsonl',
    maxBytes: 300 * kB,
    read: logTail('warn', 300 * kB),
  },
  {
    name: 'log',
    title: 'The end of the log',
    file: 'log.jsonl',
    maxBytes: 600 * kB,
    read: logTail(undefined, 600 * kB),
  },
]

interface Listed {
  readonly items: readonly unknown[]
}
