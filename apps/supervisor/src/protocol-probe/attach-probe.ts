import type { Health } from '@promptbin/health'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import { logBreaker, measureBreakers } from '@promptbin/service'
import type { History } from '../history/history.ts'
import { probeBreaker } from './probe-breaker.ts'
import { createProbeChecks } from './probe-checks.ts'
import { createProbeMetrics } from './probe-metrics.ts'
import type { ProtocolProbe } from './protocol-probe.ts'

export interface AttachProbeOptions {
  readonly probe: ProtocolProbe
  readonly health: Pick<Health, 'add' | 'recheck'>
  readonly metrics: Pick<Metrics, 'gauge'>
  readonly logger: Logger
  readonly history: { readonly events: Pick<History['events'], 'onRecord'> }
}

/**
 * Lets a probe know of the gateways, and health and metrics of what it sees, from when on it takes
 * rounds. Returns what is to be called when its interval has become another one.
 */
export function attachProbe(options: AttachProbeOptions): () => void {
  let isAttached = false
  const attach = () => {
    if (isAttached || !options.probe.isOn) return
    isAttached = true
    attachOnce(options)
  }
  attach()
  return () => {
    attach()
    options.probe.reschedule()
  }
}

function attachOnce({ probe, health, metrics, logger, history }: AttachProbeOptions): void {
  const checks = createProbeChecks(probe)
  health.add(...checks)
  createProbeMetrics(metrics, probe)
  measureBreakers(metrics, () => ({ [probeBreaker]: probe.breakerState }))
  probe.onBreaker(logBreaker(logger, probeBreaker))
  history.events.onRecord((event) => probe.see(event))
  probe.onRound(() => void health.recheck(checks.map(({ name }) => name)))
}
