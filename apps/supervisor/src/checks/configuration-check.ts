import type { HealthCheck } from '@promptbin/health'
import type { EventLog } from '../history/event-log.ts'
import type { RunningConfig } from '../instance/running-config.ts'

export interface ConfigurationCheckOptions {
  readonly config: Pick<RunningConfig, 'isLastReadGood'>
  readonly events: Pick<EventLog, 'onRecord'>
}

/**
 * Whether what runs is what the configuration says: a file that was refused at the last reload, or
 * processes that did not become ready with it, leave those from before.
 */
export function createConfigurationCheck({
  config,
  events,
}: ConfigurationCheckOptions): HealthCheck {
  const failed = new Map<string, string>()
  events.onRecord((event) => {
    if (event.type !== 'reload-finished') return
    if (event.failed === null) failed.delete(event.service)
    else failed.set(event.service, event.failed)
  })
  return {
    name: 'configuration:reload',
    severity: 'minor',
    componentType: 'component',
    run: async () => {
      const faults = [
        ...(config.isLastReadGood
          ? []
          : ['The configuration is refused; promptbin reload says why.']),
        ...[...failed].map(([service, why]) => `${service}: ${why}`),
      ]
      if (faults.length === 0) return { observedValue: 'in force' }
      const output = `The last reload failed, and what ran before goes on. ${faults.join(' ')}`
      return { status: 'warn', observedValue: 'refused', output }
    },
  }
}
