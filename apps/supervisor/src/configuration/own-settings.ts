import type { LiveConfig, LiveEffect } from '@promptbin/service'
import type { OwnService } from '../http/own-service.ts'
import type { ShippedLog } from '../log-shipping/ship-log.ts'
import type { MetricsHistory } from '../metrics-history/metrics-history.ts'
import type { Resources } from '../resources/resources.ts'

/** The parts of the supervisor that hold on to what the configuration said when they were made. */
export interface OwnParts {
  readonly log: Pick<ShippedLog, 'configure'>
  readonly own: Pick<OwnService, 'health' | 'probeIntervalChanged'>
  readonly metricsHistory: Pick<MetricsHistory, 'setRetention'>
  readonly resources: Pick<Resources, 'history' | 'disk'>
}

/** Makes changed settings act in the supervisor; all others of its parts ask at each use. */
export function followOwnSettings(config: LiveConfig, parts: OwnParts): void {
  const { log, own, metricsHistory, resources } = parts
  const effects: readonly LiveEffect[] = [
    {
      keys: ['level', 'format', 'rotation', 'keep_files', 'max_total', 'ship'].map(
        (name) => `logging.${name}`,
      ),
      apply: ({ logging }) => log.configure(logging),
    },
    {
      keys: ['monitoring.health_check_interval'],
      apply: ({ monitoring }) => own.health.setInterval(monitoring.healthCheckIntervalMs),
    },
    { keys: ['monitoring.protocol_probe_interval'], apply: () => own.probeIntervalChanged() },
    {
      keys: ['monitoring.metrics_retention'],
      apply: async ({ monitoring: { metricsRetentionMs } }) => {
        await metricsHistory.setRetention(metricsRetentionMs)
        await resources.history.setRetention(metricsRetentionMs)
      },
    },
    { keys: ['operations.ballast'], apply: () => resources.disk.renewBallast() },
  ]
  config.onChange(...effects)
}
