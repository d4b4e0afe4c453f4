import type { Metrics } from '@promptbin/metrics'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'

/** Registers which configuration is in force, and whether the last one that was read was good. */
export function measureConfig(
  metrics: Metrics,
  config: Pick<ConfigurationManager, 'generation' | 'isLastReadGood'>,
): void {
  metrics.gauge({
    name: 'promptbin_config_generation',
    help: 'The number of the configuration in force, counted over all starts.',
    read: (gauge) => gauge.set(config.generation),
  })
  metrics.gauge({
    name: 'promptbin_config_last_reload_successful',
    help: '1, or 0 while the last configuration that was read is refused and the one before stays.',
    read: (gauge) => gauge.set(Number(config.isLastReadGood)),
  })
}
