import { serviceUnknown } from '../errors.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import type { ConfigurationManager } from './configuration-manager.ts'

export interface ReloadingControlOptions {
  readonly control: ServiceControl
  readonly configuration: Pick<ConfigurationManager, 'replace'>
  readonly serviceNames: readonly string[]
}

/**
 * The control of services, with the configuration read before processes are replaced: they start
 * with what it says now, and as many as it says if it says something else than before. A
 * configuration that is wrong is refused with what `loadConfig` throws, and nothing is replaced.
 */
export function createReloadingControl(options: ReloadingControlOptions): ServiceControl {
  const { control, configuration, serviceNames } = options
  const replace = async (how: 'reload' | 'restart', service: string | undefined): Promise<void> => {
    // Beforehand, so that nothing is done for a name that nobody has.
    if (service !== undefined && !serviceNames.includes(service)) {
      throw serviceUnknown(service, serviceNames.join(' and '))
    }
    await configuration.replace(how, service)
  }
  return {
    list: () => control.list(),
    snapshotOf: (processId) => control.snapshotOf(processId),
    reload: (service) => replace('reload', service),
    restart: (service) => replace('restart', service),
    stopService: (service) => control.stopService(service),
    pauseService: (service) => control.pauseService(service),
    startService: (service) => control.startService(service),
    scale: (service, workers) => control.scale(service, workers),
    renew: () => control.renew(),
    recycle: (processId, why) => control.recycle(processId, why),
    endProcess: (processId, failure) => control.endProcess(processId, failure),
    allowSilence: (processId, ms) => control.allowSilence(processId, ms),
    send: (processId, message, handle) => control.send(processId, message, handle),
    onMessage: (listener) => control.onMessage(listener),
  }
}
