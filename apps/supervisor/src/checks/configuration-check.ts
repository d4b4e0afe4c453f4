import type { HealthCheck } from '@promptbin/health'
import type { ConfigurationManager } from '../configuration/configuration-manager.ts'
import type { EventLog } from '../history/event-log.ts'

export interface ConfigurationCheckOptions {
  readonly config: Pick<ConfigurationManager, 'fault' | 'isTrying'>
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
    // What is tried and taken back is told to who asked for it, and nothing is amiss afterwards.
    if (event.type !== 'reload-finished' || config.isTrying) return
    if (event.failed === null) failed.delete(event.service)
    else failed.set(event.service, event.failed)
  })
  return {
    name: 'configuration:reload',
    severity: 'minor',
    componentType: 'component',
    run: async () => {
      const faults = [
        ...(config.fault === null ? [] : [config.fault]),
        ...[...failed].map(([service, why]) => `${service}: ${why}`),
      ]
      if (faults.length === 0) return { observedValue: 'in force' }
      const output = `What was in force before goes on: ${faults.join(' ')}`
      return { status: 'warn', observedValue: 'refused', output }
    },
  }
}
