import type { CheckResult, HealthCheck } from '@promptbin/health'
import { type Live, valueNow } from '../live/live-value.ts'
import { maxRssBytes } from '../process/max-rss-bytes.ts'
import { createCpuUse } from './cpu-use.ts'

/** What one process may use; what is more is told of, not prevented here. */
export interface ProcessLimits {
  /** Resident memory; 0 is no limit. A container's counts besides. */
  readonly memoryBytes?: number
  /** Percent of a core, over a whole minute; 0 is no limit. */
  readonly cpuPercent?: Live<number>
}

/** Near a limit, while there is still time to do something. */
const NEARLY = 0.85

/** What is looked at of a process, whatever it does. */
export function createProcessChecks({
  memoryBytes = 0,
  cpuPercent = 0,
}: ProcessLimits): readonly HealthCheck[] {
  const isOfSystem = { componentType: 'system' } as const
  return [
    { name: 'memory:rss', severity: 'major', ...isOfSystem, run: memory(memoryBytes) },
    { name: 'cpu:usage', severity: 'minor', ...isOfSystem, run: cpu(cpuPercent) },
  ]
}

function memory(limitBytes: number) {
  const limits = [limitBytes, maxRssBytes()].filter((bytes) => bytes > 0)
  const limit = Math.min(...limits)
  return async (): Promise<CheckResult> => {
    const observedValue = process.memoryUsage.rss()
    const observed = { observedValue, observedUnit: 'bytes' }
    if (observedValue < limit * NEARLY) return observed
    const output = `It uses ${inMegabytes(observedValue)} of ${inMegabytes(limit)}.`
    return { status: 'warn', ...observed, output }
  }
}

function cpu(limit: Live<number>) {
  const use = createCpuUse()
  return async (): Promise<CheckResult> => {
    const limitPercent = valueNow(limit)
    const percent = use()
    const observed = { observedValue: Math.round(percent), observedUnit: 'percent' }
    if (limitPercent === 0 || percent <= limitPercent) return observed
    const output = `It used ${Math.round(percent)} % of a core for a minute; the limit is ${limitPercent} %.`
    return { status: 'warn', ...observed, output }
  }
}

const inMegabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
