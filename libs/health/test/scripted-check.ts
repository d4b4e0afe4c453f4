import { onTestFinished } from 'vitest'
import {
  type CheckResult,
  createHealth,
  type HealthCheck,
  type HealthSeverity,
} from '../src/index.ts'

/** Whose health it is. */
export const identity = { service: 'test', version: '1.2.3' }

/** A check whose results the test decides, one a run; it fails when none is left. */
export function scripted(
  name: string,
  severity: HealthSeverity,
  ...results: readonly (CheckResult | Error)[]
) {
  const left = [...results]
  let runs = 0
  const check: HealthCheck = {
    name,
    severity,
    componentType: 'component',
    run: async () => {
      runs += 1
      const result = left.shift() ?? new Error('no result is left')
      if (result instanceof Error) throw result
      return result
    },
  }
  return { check, runs: () => runs }
}

/** The health of a service that is ready, with these checks; they run when they are asked to. */
export function createTestHealth(...checks: readonly HealthCheck[]) {
  const health = createHealth({ ...identity, checks, intervalMs: 60_000, now: () => 0 })
  onTestFinished(() => health.stop())
  health.setState('ready')
  return health
}
