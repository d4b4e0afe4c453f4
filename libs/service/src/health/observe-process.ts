import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { measureDefects } from '../defects/defect-counts.ts'
import { measureLog } from '../metrics/log-metrics.ts'
import { measureHealth } from './health-metrics.ts'
import { logHealth } from './log-health.ts'
import { createProcessChecks, type ProcessLimits } from './process-checks.ts'

export interface ObserveProcessOptions {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** What this process may use before its health says so; what the system sets by default. */
  readonly processLimits?: ProcessLimits | undefined
}

/** What is measured and told of a process whether it answers anybody or not. Once in a process. */
export function observeProcess(options: ObserveProcessOptions): void {
  const { logger, metrics, health, processLimits = {} } = options
  health.add(...createProcessChecks(processLimits))
  logHealth(health, logger)
  measureHealth(health, metrics)
  measureLog(metrics)
  measureDefects(metrics)
}
