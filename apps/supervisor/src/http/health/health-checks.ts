import {
  type CheckResult,
  type DiskThresholds,
  type HealthCheck,
  judgeDisk,
  readDiskSpace,
} from '@promptbin/health'
import type { ProcessSnapshot } from '../../supervision/service-control.ts'
import { getJson } from '../get-json.ts'
import { type ServiceSummary, summarize } from './service-summary.ts'

export interface HealthChecksOptions {
  readonly dataFolder: string
  readonly diskThresholds: DiskThresholds
  readonly serviceNames: readonly string[]
  /** The processes as they are now. */
  readonly list: () => readonly ProcessSnapshot[]
}

/** Counts the prompts of the library; it has no answer while prompt-web is away. */
export const promptsCheck = 'library:prompts'
export const diskCheck = 'disk:bytes'

/**
 * What the supervisor looks at. None is critical: it goes on serving what is left of the product
 * while a service is down, and the whole is degraded.
 */
export function createHealthChecks({
  dataFolder,
  diskThresholds,
  serviceNames,
  list,
}: HealthChecksOptions): readonly HealthCheck[] {
  const find = (name: string) => summarize(list(), name)
  return [
    ...serviceNames.map((name) => ({
      name: `${name}:responseTime`,
      severity: 'major' as const,
      componentType: 'component' as const,
      run: () => answers(find(name)),
    })),
    {
      name: promptsCheck,
      severity: 'major',
      componentType: 'datastore',
      run: () => countPrompts(find('prompt-web')),
    },
    {
      name: diskCheck,
      severity: 'major',
      componentType: 'system',
      run: () => diskUsage(dataFolder, diskThresholds),
    },
  ]
}

/** Whether a service says that it is ready, and how long it takes to say so. */
async function answers(summary: ServiceSummary | undefined): Promise<CheckResult> {
  if (!isThere(summary)) return { status: 'fail', output: describeAbsence(summary) }
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

function describeAbsence(summary: ServiceSummary | undefined): string {
  if (!summary) return 'it was never started'
  const what = summary.state === 'failed' ? 'it has failed.' : 'it is on its way.'
  return `${what} ${summary.reason ?? ''}`.trim()
}

async function countPrompts(web: ServiceSummary | undefined): Promise<CheckResult> {
  if (!isThere(web)) return { status: 'fail', output: 'prompt-web is away' }
  const { body } = await getJson('/api/v1/stats', web.url)
  const { prompts } = (body ?? {}) as { prompts?: unknown }
  if (typeof prompts !== 'number') return { status: 'fail', output: 'prompt-web does not say' }
  return { observedValue: prompts, observedUnit: 'prompts' }
}

const diskComplaints = {
  ample: undefined,
  scarce: 'the disk of the data folder is nearly full',
  critical: 'the disk of the data folder is so full that nothing is saved',
} as const

async function diskUsage(folder: string, thresholds: DiskThresholds): Promise<CheckResult> {
  const space = await readDiskSpace(folder)
  const { level } = judgeDisk(space, thresholds, { last: 'ample' })
  const output = diskComplaints[level]
  return {
    status: output === undefined ? 'pass' : 'warn',
    observedValue: Math.round((1 - space.freeBytes / space.totalBytes) * 100),
    observedUnit: 'percent',
    ...(output !== undefined && { output }),
  }
}
