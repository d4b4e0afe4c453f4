import {
  type HealthChange,
  type HealthReport,
  listTroubles,
  type OverallHealth,
} from '@promptbin/health'
import { alignColumns } from '../align-columns.ts'
import { durationText } from '../duration-text.ts'

/** What `/health` answers, as far as people are shown of it; the services' has no parts. */
export interface HealthAnswer {
  readonly overall_status: OverallHealth
  readonly reason?: string | null
  readonly checks?: HealthReport['checks']
  readonly changes?: readonly HealthChange[]
  readonly mcp_server?: {
    readonly status: OverallHealth
    readonly uptime: number
    readonly requests_handled: number
    readonly avg_response_time: number
  }
  readonly web_app?: {
    readonly status: OverallHealth
    readonly url: string | null
    readonly response_time: number | null
  }
  readonly system?: {
    readonly disk_usage: string
    readonly memory_usage: string
    readonly prompts_count: number | null
  }
}

/** So many of the last changes are shown. */
const changesShown = 10

/** The state of the whole in a few lines, what is wrong first. */
export function healthSummary(health: HealthAnswer): readonly string[] {
  const { overall_status, mcp_server, web_app, system } = health
  const rows: string[][] = []
  if (mcp_server) {
    const { status, uptime, requests_handled: count, avg_response_time: seconds } = mcp_server
    const figures = `up ${durationText(uptime)}, ${count} requests, ${inMs(seconds)} on average`
    rows.push(['  mcp-gateway', status, figures])
  }
  if (web_app) {
    const { status, url, response_time: seconds } = web_app
    rows.push(['  prompt-web', status, `${url ?? 'nowhere'}, answers in ${inMs(seconds)}`])
  }
  if (system) {
    const { disk_usage, memory_usage, prompts_count } = system
    const figures = `disk ${disk_usage} full, ${memory_usage} of memory, ${prompts_count ?? '?'} prompts`
    rows.push(['  system', '', figures])
  }
  return [`PromptBin is ${overall_status}.`, ...troubles(health), ...alignColumns(rows)]
}

/** A line for each check that does not pass, the worst first. */
function troubles({ checks = {} }: HealthAnswer): readonly string[] {
  const rows = listTroubles(checks).map(({ status, check, output = '' }) => [
    `  ${status}`,
    check,
    output,
  ])
  return rows.length === 0 ? [] : [...alignColumns(rows), '']
}

/** Every check of one service with what it saw. */
export function healthTable(service: string, health: HealthAnswer): readonly string[] {
  const rows = Object.entries(health.checks ?? {}).flatMap(([name, reports]) =>
    reports.map(({ status, severity, observedValue = '', observedUnit = '', output = '' }) => [
      `  ${status}`,
      name,
      severity,
      `${observedValue} ${observedUnit}`.trim(),
      output,
    ]),
  )
  return [`${service} is ${health.overall_status}.`, ...alignColumns(rows)]
}

/** What changed last, the newest at the end. */
export function lastChanges({ changes = [] }: HealthAnswer): readonly string[] {
  if (changes.length === 0) return []
  const rows = changes
    .slice(-changesShown)
    .map(({ at, check, from, to, output }) => [`  ${at}`, check, `${from} → ${to}`, output ?? ''])
  return ['', 'What changed last:', ...alignColumns(rows)]
}

function inMs(seconds: number | null): string {
  return seconds === null ? '? ms' : `${Math.round(seconds * 1000)} ms`
}
