import type { Metrics } from '@promptbin/metrics'
import type { RunningConfig } from '../instance/running-config.ts'

/** Registers which configuration is in force, and whether the last one that was read was good. */
export function measureConfig(
  metrics: Metrics,
  config: Pick<RunningConfig, 'generation' | 'isLastReadGood'>,
): void {
  metrics.gauge({
    name: 'promptbin_config_generation',
    help: 'How often a configuration was taken since the start: 1 is that of the start.',
    read: (gauge) => gauge.set(config.generation),
  })
  metrics.gauge({
    name: 'promptbin_config_last_reload_successful',
    help: '1, or 0 while the last configuration that was read is refused and the one before stays.',
    read: (gauge) => gauge.set(Number(config.isLastReadGood)),
  })
}
