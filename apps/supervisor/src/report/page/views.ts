import { type Content, html } from '@promptbin/html'
import { prettyLine } from '@promptbin/logging'
import type { OutputOf } from '@promptbin/operations'
import type { Diagnosis } from '../../diagnostics/diagnosis.ts'
import { describeEvent } from '../../history/describe-event.ts'
import type { ProcessNode } from '../../history/genealogy/process-record.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import { processTree } from '../../terminal/processes/process-tree.ts'
import type { DataFile } from '../reading/data-folder-files.ts'
import type { PartContent, ReportSummary } from '../report.ts'
import { charts } from './chart.ts'
import { anyValue, lines, shortText, table } from './shown.ts'

/** How parts are shown that have a form of their own; of the others it is their JSON. */
const views: Readonly<Record<string, (value: never, summary: ReportSummary) => Content>> = {
  health: ({ checks }: OutputOf<'health_report'>) => checkTable(checks),
  diagnostics: (diagnosis: Diagnosis | null) =>
    diagnosis === null
      ? html`<p class="fine">It was not asked yet.</p>`
      : table(
          ['Severity', 'Check', 'What was seen', 'What to do'],
          diagnosis.findings.map(({ severity, check, evidence, fix }) => [
            severity,
            check,
            evidence,
            fix,
          ]),
        ),
  processes: ({ items }: OutputOf<'list_processes'>) =>
    table(
      ['Service', 'Worker', 'Process', 'Pid', 'State', 'Up for', 'Restarts', 'Last restart'],
      items.map((one) => [
        one.service,
        one.worker ?? 'spare',
        one.processId,
        one.pid,
        one.state,
        `${one.uptimeSeconds} s`,
        one.restarts,
        one.lastRestartReason,
      ]),
    ),
  genealogy: ({ items }: { readonly items: readonly ProcessNode[] }, { createdAt }) => {
    const tree = processTree(items, { now: Date.parse(createdAt), maxPerPlace: 10 })
    return lines(tree.trimEnd().split('\n'))
  },
  errors: ({ items }: OutputOf<'list_errors'>) =>
    table(
      ['State', 'Times', 'Last seen', 'Code', 'Message', 'Request'],
      items.map((one) => [
        one.state,
        one.count,
        one.lastSeen,
        one.code ?? one.type,
        one.message,
        one.requestId,
      ]),
    ),
  configuration: ({ settings }: OutputOf<'get_config'>) =>
    table(
      ['Setting', 'Value', 'From'],
      Object.entries(settings).map(([key, { value, origin, source }]) => [
        key,
        shortText(value),
        source === null ? origin : `${origin}, ${source}`,
      ]),
    ),
  backups: ({ items }: Pick<OutputOf<'list_backups'>, 'items'>) =>
    table(
      ['Made', 'Why', 'Bytes', 'Version', 'What is wrong'],
      items.map((one) => [one.createdAt, one.reason, one.bytes, one.appVersion, one.fault]),
    ),
  'metrics-history': charts,
  'data-folder': ({ items }: { readonly items: readonly DataFile[] }) =>
    table(
      ['File', 'Bytes', 'Changed', 'Rights', 'Owner'],
      items.map(({ path, bytes, changedAt, rights, owner }) => [
        path,
        bytes,
        changedAt,
        rights,
        owner,
      ]),
    ),
}

type Checks = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

const tones: Readonly<Record<string, string>> = { pass: 'good', warn: 'warn', fail: 'bad' }

/** What does not pass first. */
function checkTable(checks: OutputOf<'health_report'>['checks']): Content {
  const all = Object.entries(checks as Checks).flatMap(([name, results]) =>
    results.map((result) => ({ name, result })),
  )
  const isPassed = ({ result }: (typeof all)[number]) => Number(result['status'] === 'pass')
  return table(
    ['Check', 'Status', 'Value', 'Why', 'When'],
    all
      .toSorted((one, other) => isPassed(one) - isPassed(other))
      .map(({ name, result }) => [
        name,
        html`<span class="${tones[String(result['status'])] ?? ''}">${shortText(result['status'])}</span>`,
        [result['observedValue'], result['observedUnit']]
          .filter((one) => one !== undefined)
          .join(' '),
        shortText(result['output']),
        shortText(result['time']),
      ]),
  )
}

/** The newest first, as the oldest do not fit. */
function eventTable(events: readonly string[]): Content {
  return table(
    ['When', 'What', 'Process'],
    events
      .toReversed()
      .map((line) => JSON.parse(line) as LifecycleEvent)
      .map((event) => [event.at, describeEvent(event), event.processId]),
  )
}

/** How a part is shown on the page; throws for what is of another form than it should be. */
export function viewOf(name: string, content: PartContent, summary: ReportSummary): Content {
  if (content.kind === 'text') return false
  if (content.kind === 'json') return (views[name] ?? anyValue)(content.value as never, summary)
  if (name === 'events') return eventTable(content.lines)
  const newest = content.lines.toReversed().map(prettyLine)
  return html`<p class="fine">The newest first.</p>${lines(newest)}`
}
