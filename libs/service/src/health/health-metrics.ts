import type { Health, HealthStatus, OverallHealth } from '@promptbin/health'
import type { Metrics } from '@promptbin/metrics'

const statuses: readonly HealthStatus[] = ['pass', 'warn', 'fail']
const overalls: readonly OverallHealth[] = ['healthy', 'degraded', 'unhealthy']

/** Shows the results that are there when somebody reads the metrics; no check is run for it. */
export function measureHealth(health: Health, metrics: Metrics): void {
  metrics.gauge({
    name: 'promptbin_health_status',
    help: '1 for what a health check said last, else 0.',
    labels: ['check', 'status'],
    read: (gauge) => {
      for (const [check, [report]] of Object.entries(health.report().checks)) {
        for (const status of statuses) {
          gauge.set({ check, status }, Number(report?.status === status))
        }
      }
    },
  })
  metrics.gauge({
    name: 'promptbin_health_overall',
    help: '1 for what the health of the service is as a whole, else 0.',
    labels: ['status'],
    read: (gauge) => {
      const { overall } = health.report()
      for (const status of overalls) gauge.set({ status }, Number(overall === status))
    },
  })
}
