import type { CheckResult, HealthCheck } from '@promptbin/health'
import { INSTANCE_PROOF_HEADER, instanceProof } from '@promptbin/service'
import { getJson } from '../http/get-json.ts'
import { type ServiceSummary, summarize } from '../http/health/service-summary.ts'
import type { ProcessSnapshot } from '../supervision/service-control.ts'
import type { WorkerHealth } from './worker-health.ts'

export interface ServiceChecksOptions {
  readonly serviceNames: readonly string[]
  /** The processes as they are now. */
  readonly list: () => readonly ProcessSnapshot[]
  readonly workerHealth: Pick<WorkerHealth, 'check'>
  /** By what prompt-web knows another process of this instance. */
  readonly instanceKey: string
}

/** Counts the prompts of the library; it has no answer while prompt-web is away. */
export const promptsCheck = 'library:prompts'

/** Whether a service answers, and in which time. */
export const responseCheck = (service: string) => `${service}:responseTime`

/**
 * Whether the services answer and what they say of themselves. While one of them does, PromptBin is
 * of use: so only that none does is critical.
 */
export function createServiceChecks(options: ServiceChecksOptions): readonly HealthCheck[] {
  const { serviceNames, list, workerHealth } = options
  const find = (name: string) => summarize(list(), name)
  const common = { severity: 'major', componentType: 'component' } as const
  return [
    {
      name: 'services:ready',
      severity: 'critical',
      componentType: 'component',
      run: async () => judgeServices(serviceNames, find),
    },
    {
      // The name is what a probe shows, which tells no reasons.
      name: 'services:none-stopped',
      severity: 'minor',
      componentType: 'component',
      run: async () => judgeStopped(serviceNames, find),
    },
    ...serviceNames.flatMap((service): readonly HealthCheck[] => [
      { name: responseCheck(service), ...common, run: () => answers(service, find(service)) },
      { name: `${service}:health`, ...common, run: async () => workerHealth.check(service) },
    ]),
    {
      name: promptsCheck,
      severity: 'major',
      componentType: 'datastore',
      run: () => countPrompts(find('prompt-web'), options.instanceKey),
    },
  ]
}

function judgeServices(
  names: readonly string[],
  find: (name: string) => ServiceSummary | undefined,
): CheckResult {
  const stopped = names.filter((name) => find(name)?.state === 'stopped')
  // What nobody wants is not missed, unless there is nothing else.
  const wanted =
    stopped.length === names.length ? names : names.filter((name) => !stopped.includes(name))
  const away = wanted.filter((name) => !isThere(find(name)))
  const observed = {
    observedValue: names.filter((name) => isThere(find(name))).length,
    observedUnit: 'services',
  }
  if (away.length === 0) return observed
  const output = away.map((name) => `${name}: ${describeAbsence(name, find(name))}`).join(' ')
  return { status: away.length === wanted.length ? 'fail' : 'warn', ...observed, output }
}

/** Nothing is broken where somebody has stopped a service; people are told all the same. */
function judgeStopped(
  names: readonly string[],
  find: (name: string) => ServiceSummary | undefined,
): CheckResult {
  const stopped = names.filter((name) => find(name)?.state === 'stopped')
  const observed = { observedValue: stopped.length, observedUnit: 'services' }
  if (stopped.length === 0) return observed
  const output = stopped.map((name) => `${name}: ${describeAbsence(name, find(name))}`).join(' ')
  return { status: 'fail', ...observed, output }
}

/** Whether a service says that it is ready, and how long it takes to say so. */
async function answers(service: string, summary: ServiceSummary | undefined): Promise<CheckResult> {
  // Told once, by services:none-stopped.
  if (summary?.state === 'stopped') return { observedValue: 'stopped' }
  if (!isThere(summary)) return { status: 'fail', output: describeAbsence(service, summary) }
  const askedAt = performance.now()
  const { status } = await getJson('/readyz', summary.url)
  const complaint =
    status === 200
      ? summary.state === 'partly' && 'some of its workers are away'
      : 'it answers that it is not ready'
  return {
    status: complaint ? 'warn' : 'pass',
    observedValue: Math.round((performance.now() - askedAt) * 10) / 10,
    observedUnit: 'ms',
    ...(complaint && { output: complaint }),
  }
}

function isThere(summary: ServiceSummary | undefined): summary is ServiceSummary {
  return summary?.state === 'ready' || summary?.state === 'partly'
}

function describeAbsence(service: string, summary: ServiceSummary | undefined): string {
  if (!summary) return 'it was never started'
  if (summary.state === 'stopped') {
    return `it was stopped on purpose; start it with \`promptbin service start ${service}\`.`
  }
  const what = summary.state === 'failed' ? 'it has failed.' : 'it is on its way.'
  return `${what} ${summary.reason ?? ''}`.trim()
}

async function countPrompts(
  web: ServiceSummary | undefined,
  instanceKey: string,
): Promise<CheckResult> {
  if (web?.state === 'stopped') return { observedValue: 'unknown' }
  if (!isThere(web)) return { status: 'fail', output: 'prompt-web is away' }
  const { body } = await getJson('/api/v1/stats', web.url, {
    [INSTANCE_PROOF_HEADER]: instanceProof(instanceKey),
  })
  const { prompts } = (body ?? {}) as { prompts?: unknown }
  if (typeof prompts !== 'number') return { status: 'fail', output: 'prompt-web does not say' }
  return { observedValue: prompts, observedUnit: 'prompts' }
}
