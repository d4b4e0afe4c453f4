import type { Logger } from '@promptbin/logging'
import type { ServiceDefinition } from '../services.ts'
import type { ServiceControl } from '../supervision/service-control.ts'
import type { ConfigChange, RunningConfig } from './running-config.ts'

export interface ReloadingControlOptions {
  readonly control: ServiceControl
  readonly config: RunningConfig
  readonly services: readonly Pick<ServiceDefinition, 'name' | 'section'>[]
  readonly logger: Logger
  /** Called when the configuration was read, before the processes of one service, or of all, go. */
  readonly onRead: (service: string | undefined) => void
}

/**
 * The control of services, with the configuration read before processes are replaced: they start
 * with what it says now, and as many as it says if it says something else than before. A
 * configuration that is wrong is refused with what `loadConfig` throws, and nothing is replaced.
 */
export function createReloadingControl(options: ReloadingControlOptions): ServiceControl {
  const { control, config, services, logger, onRead } = options

  const scaleAsConfigured = async (
    { before, after }: ConfigChange,
    direction: 'down' | 'up',
  ): Promise<void> => {
    for (const { name, section } of services) {
      const { workers } = after[section]
      const more = workers - before[section].workers
      if (direction === 'down' ? more < 0 : more > 0) await control.scale(name, workers)
    }
  }
  const afterReading =
    (replace: (service?: string) => Promise<void>) =>
    async (service?: string): Promise<void> => {
      const change = config.refresh()
      onRead(service)
      if (change.waiting.length > 0) {
        const fields = { event: 'supervisor.config_waits', settings: change.waiting }
        logger.warn(fields, 'some settings count only when PromptBin is started again')
      }
      // In between there are never more than the configuration allows: with sessions, just one.
      await scaleAsConfigured(change, 'down')
      await replace(service)
      await scaleAsConfigured(change, 'up')
    }
  return {
    list: () => control.list(),
    snapshotOf: (processId) => control.snapshotOf(processId),
    reload: afterReading((service) => control.reload(service)),
    restart: afterReading((service) => control.restart(service)),
    stopService: (service) => control.stopService(service),
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
