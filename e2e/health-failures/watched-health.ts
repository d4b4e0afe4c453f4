import { setTimeout as pause } from 'node:timers/promises'
import type { RunningInstance } from '../product.ts'

/** One check as `/health` tells of it. */
interface CheckReport {
  readonly status: 'pass' | 'warn' | 'fail'
  readonly output?: string
  readonly time: string
}

/** What is read of `/health`. */
export interface Report {
  readonly overall_status: 'healthy' | 'degraded' | 'unhealthy'
  readonly reason: string | null
  readonly checks: Readonly<Record<string, readonly CheckReport[]>>
  readonly changes: readonly {
    readonly at: string
    readonly check: string
    readonly to: string
    readonly output: string | null
  }[]
}

/** How a failure shows. */
export interface Symptom {
  /** The service whose check it is; the supervisor unless told. */
  readonly service?: 'prompt-web' | 'mcp-gateway'
  readonly check: string
  /** In what it says. */
  readonly says: RegExp
  /** So often the check may run before; twice unless told. */
  readonly mostUnaware?: number
  /** What is said of the whole service; degraded unless told. */
  readonly overall?: 'unhealthy'
}

/** Much shorter than the time between two runs, so that none is missed. */
const pollMs = 50

/** Every time between two runs is this long in these tests. */
export const interval = { PROMPTBIN_MONITORING_HEALTH_CHECK_INTERVAL: '500ms' }

/** The address of a service's health. */
export type HealthUrl = (service: Symptom['service'] | 'supervisor') => string

export const healthUrlsOf =
  ({ web, mcp, supervisor }: RunningInstance): HealthUrl =>
  (service) =>
    ({ 'prompt-web': web, 'mcp-gateway': mcp, supervisor })[service ?? 'supervisor'].url

/** The health of a service now; undefined while it does not tell. */
export async function readHealth(baseUrl: string): Promise<Report | undefined> {
  try {
    const signal = AbortSignal.timeout(1000)
    const response = await fetch(new URL('/health', baseUrl), { signal })
    return (await response.json()) as Report
  } catch {
    return undefined
  }
}

/** As long as it takes to start a service again a few times, on a busy machine. */
const mostRounds = 100

/** Settles when the whole is healthy, by itself; throws when it is not after a hundred rounds. */
export async function heals(baseUrl: string): Promise<void> {
  const rounds = new Set<string | undefined>()
  for (;;) {
    const report = await readHealth(baseUrl)
    if (report?.overall_status === 'healthy') return
    rounds.add(report && Object.values(report.checks)[0]?.[0]?.time)
    if (rounds.size > mostRounds) throw new Error(`It does not heal: ${report?.reason}`)
    await pause(pollMs)
  }
}

/**
 * Breaks something that was whole, and settles when the service tells of it; throws when the check
 * ran twice and did not see it: once it may have been under way already. What is over before anybody asked stands in the changes.
 */
export async function shows(
  baseUrl: string,
  symptom: Omit<Symptom, 'service' | 'overall'>,
  breakIt: () => unknown,
): Promise<Report> {
  const { check, says, mostUnaware = 2 } = symptom
  const startedAt = new Date().toISOString()
  await breakIt()
  const brokenAt = new Date().toISOString()
  const unaware = new Set<string>()
  for (;;) {
    const report = await readHealth(baseUrl)
    if (report && tells(report, { check, says }, startedAt)) return report
    const time = report?.checks[check]?.[0]?.time
    if (time && time > brokenAt) unaware.add(time)
    if (unaware.size > mostUnaware) {
      throw new Error(`${check} ran ${unaware.size} times and saw nothing: ${report?.reason}`)
    }
    await pause(pollMs)
  }
}

function tells(report: Report, { check, says }: Pick<Symptom, 'check' | 'says'>, since: string) {
  const { overall_status, reason, changes } = report
  const isTold = overall_status !== 'healthy' && reason?.includes(check) && says.test(reason)
  return (
    isTold ||
    changes.some(
      ({ at, to, output, ...change }) =>
        change.check === check && at >= since && to !== 'pass' && says.test(output ?? ''),
    )
  )
}

/** A failure from its cause to its end. */
export interface Failure extends Symptom {
  readonly breakIt: () => unknown
  /** Takes the cause away; nothing where PromptBin does that itself. */
  readonly mendIt?: () => unknown
}

/** Breaks something: the service tells of it, then the supervisor, until it is over. */
export async function survives(urlOf: HealthUrl, failure: Failure): Promise<void> {
  const { service, says, overall = 'degraded', breakIt, mendIt } = failure
  const supervisor = urlOf('supervisor')
  await heals(supervisor)
  try {
    if (service === undefined) {
      await shows(supervisor, failure, breakIt)
    } else {
      const { overall_status } = await shows(urlOf(service), failure, breakIt)
      if (overall_status !== overall)
        throw new Error(`${service} says that it is ${overall_status}`)
      await shows(supervisor, { check: `${service}:health`, says }, () => {})
    }
  } finally {
    await mendIt?.()
  }
  await heals(supervisor)
}
