import { statfs } from 'node:fs/promises'
import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { ServiceSnapshot } from '../supervision/service-event.ts'
import { getJson } from './get-json.ts'

export interface HealthChecksOptions {
  readonly dataFolder: string
  readonly serviceNames: readonly string[]
  /** The services as they are now. */
  readonly services: () => readonly ServiceSnapshot[]
}

/** Below so much free space the operator should look, in percent. */
const fullDiskPercent = 90

/** Counts the prompts of the library; it has no answer while prompt-web is away. */
export const promptsCheck = 'prompts'
export const diskCheck = 'disk'

/**
 * What the supervisor looks at. None is critical: it goes on serving what is left of the product
 * while a service is down, and the whole is degraded.
 */
export function createHealthChecks({
  dataFolder,
  serviceNames,
  services,
}: HealthChecksOptions): readonly HealthCheck[] {
  const find = (name: string) => services().find(({ service }) => service === name)
  return [
    ...serviceNames.map((name) => ({ name, critical: false, run: () => answers(find(name)) })),
    { name: promptsCheck, critical: false, run: () => countPrompts(find('prompt-web')) },
    { name: diskCheck, critical: false, run: () => diskUsage(dataFolder) },
  ]
}

/** Whether a service says that it is ready, and how long it takes to say so. */
async function answers(snapshot: ServiceSnapshot | undefined): Promise<CheckResult> {
  if (snapshot?.state !== 'ready') return { status: 'fail', output: describeAbsence(snapshot) }
  const askedAt = performance.now()
  const { status } = await getJson('/readyz', snapshot.url)
  const isReady = status === 200
  return {
    status: isReady ? 'pass' : 'warn',
    observedValue: Math.round((performance.now() - askedAt) * 10) / 10,
    observedUnit: 'ms',
    ...(!isReady && { output: 'it answers that it is not ready' }),
  }
}

function describeAbsence(snapshot: ServiceSnapshot | undefined): string {
  if (!snapshot) return 'it was never started'
  return `it is ${snapshot.state}. ${snapshot.lastRestartReason ?? ''}`.trim()
}

async function countPrompts(web: ServiceSnapshot | undefined): Promise<CheckResult> {
  if (web?.state !== 'ready') return { status: 'fail', output: 'prompt-web is away' }
  const { body } = await getJson('/api/v1/stats', web.url)
  const { prompts } = (body ?? {}) as { prompts?: unknown }
  if (typeof prompts !== 'number') return { status: 'fail', output: 'prompt-web does not say' }
  return { observedValue: prompts, observedUnit: 'prompts' }
}

async function diskUsage(folder: string): Promise<CheckResult> {
  const { blocks, bavail } = await statfs(folder)
  const usedPercent = Math.round((1 - bavail / blocks) * 100)
  const isFull = usedPercent >= fullDiskPercent
  return {
    status: isFull ? 'warn' : 'pass',
    observedValue: usedPercent,
    observedUnit: 'percent',
    ...(isFull && { output: 'the disk of the data folder is nearly full' }),
  }
}
