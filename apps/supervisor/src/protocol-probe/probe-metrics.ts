import type { Metrics } from '@promptbin/metrics'
import type { ProtocolProbe } from './protocol-probe.ts'
import { eras } from './round-trip/round-trip.ts'

/** What Prometheus is told of the probe; nothing before its first round. */
export function createProbeMetrics(metrics: Pick<Metrics, 'gauge'>, probe: ProtocolProbe): void {
  metrics.gauge({
    name: 'promptbin_probe_success',
    help: '1 if the last MCP round trip of a client of this era went as it should, else 0.',
    labels: ['era'],
    read: (gauge) => {
      for (const era of eras) {
        const last = probe.last(era)
        if (last) gauge.set({ era }, last.isSuccess ? 1 : 0)
      }
    },
  })
  metrics.gauge({
    name: 'promptbin_probe_duration_seconds',
    help: 'Time of the last MCP round trip: connecting, a page of prompts, the tools, the end.',
    labels: ['era'],
    read: (gauge) => {
      for (const era of eras) {
        const last = probe.last(era)
        if (last) gauge.set({ era }, last.durationMs / 1000)
      }
    },
  })
}
