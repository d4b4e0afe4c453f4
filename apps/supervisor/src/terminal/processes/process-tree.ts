import { endInWords, startReasons } from '../../history/describe-event.ts'
import type { ProcessNode, ProcessRecord } from '../../history/genealogy/process-record.ts'
import { durationText } from '../duration-text.ts'

export interface ProcessTreeOptions {
  /** In ms since 1970. */
  readonly now: number
  /** Of those that took a place one after the other, only the last so many. */
  readonly maxPerPlace: number
}

/** A line with what hangs below it. */
interface Branch {
  readonly text: string
  readonly branches: readonly Branch[]
}

/**
 * The genealogy for a person: a supervisor, its services, their places, and in each the processes
 * that held it, the present one last.
 */
export function processTree(trees: readonly ProcessNode[], options: ProcessTreeOptions): string {
  const lines = trees.flatMap((node) => draw(rootBranch(node, options)))
  return lines.length === 0 ? 'Nothing ran.\n' : `${lines.join('\n')}\n`
}

function rootBranch(node: ProcessNode, options: ProcessTreeOptions): Branch {
  const services = Map.groupBy(node.children, ({ service }) => service)
  const branches = [...services].map(([text, processes]) => ({
    text,
    branches: placesOf(processes).map((place) => placeBranch(place, options)),
  }))
  return { text: `${node.service}  ${describe(node, options)}`, branches }
}

/** The processes by the place that they took; each spare without one stands for itself. */
function placesOf(processes: readonly ProcessNode[]): readonly (readonly ProcessNode[])[] {
  const places = Map.groupBy(processes, ({ worker }) => worker ?? Number.POSITIVE_INFINITY)
  return [...places].sort(([one], [other]) => one - other).map(([, place]) => place)
}

function placeBranch(place: readonly ProcessNode[], options: ProcessTreeOptions): Branch {
  const worker = place[0]?.worker ?? null
  const shown = place.slice(-options.maxPerPlace)
  const left = place.length - shown.length
  return {
    text: worker === null ? 'spares' : `worker ${worker}`,
    branches: [
      ...(left === 0 ? [] : [{ text: `… ${left} before`, branches: [] }]),
      ...shown.map((node) => ({ text: describe(node, options), branches: [] })),
    ],
  }
}

function describe(record: ProcessRecord, options: ProcessTreeOptions): string {
  const { processId, pid, reason, ending } = record
  const told = [
    startOf(record),
    ending === null ? stateOf(record, options) : endOf(record, ending, options),
    ...(reason === null ? [] : [reason]),
  ].filter((part) => part !== '')
  return `#${processId}  pid ${pid ?? '-'}  ${told.join('; ')}`
}

function startOf({ why, replaces }: ProcessRecord): string {
  if (why === null) return ''
  const place = replaces === null ? '' : `, in place of #${replaces}`
  return `started ${startReasons[why]}${place}`
}

function stateOf({ state, startedAt, readyAt }: ProcessRecord, { now }: ProcessTreeOptions) {
  const since = readyAt ?? startedAt
  const text = since === null ? '' : ` for ${durationText((now - Date.parse(since)) / 1000)}`
  return `${state}${text}`
}

function endOf(
  { endedAt }: ProcessRecord,
  ending: NonNullable<ProcessRecord['ending']>,
  { now }: ProcessTreeOptions,
): string {
  const { livedMs, figures } = ending
  const when = endedAt === null ? '' : ` ${durationText((now - Date.parse(endedAt)) / 1000)} ago`
  const lived = livedMs === null ? '' : ` after ${durationText(livedMs / 1000)}`
  const facts = [
    ...(figures?.rssBytes == null ? [] : [`${Math.round(figures.rssBytes / 1e6)} MB`]),
    ...(figures?.cpuSeconds == null ? [] : [`${figures.cpuSeconds.toFixed(1)} s of CPU`]),
    ...(figures?.requestsHandled == null ? [] : [`${figures.requestsHandled} requests`]),
  ]
  const last = facts.length === 0 ? '' : ` (${facts.join(', ')})`
  return `ended${when} ${endInWords(ending)}${lived}${last}`
}

function draw({ text, branches }: Branch): readonly string[] {
  const below = branches.flatMap((branch, index) => {
    const isLast = index === branches.length - 1
    const [first = '', ...rest] = draw(branch)
    return [
      `${isLast ? '└─' : '├─'} ${first}`,
      ...rest.map((line) => `${isLast ? '  ' : '│ '} ${line}`),
    ]
  })
  return [text, ...below]
}
