import type { Config } from '@promptbin/config'
import { configReport } from '@promptbin/service'
import type { RunningConfig } from '../instance/running-config.ts'
import { operationNotReady } from './errors.ts'
import type { HandlersOf } from './handlers.ts'

/** What is needed to tell of the configuration and to change it. */
export interface ConfigurationHandlersOptions {
  /** The configuration in force, with the ports that were taken. */
  readonly takenConfig: () => Config
  readonly config: Pick<RunningConfig, 'generation' | 'isLastReadGood'>
}

/** How the configuration is shown and changed. */
export function configurationHandlers({
  config,
  takenConfig,
}: ConfigurationHandlersOptions): HandlersOf<
  'get_config' | 'update_config' | 'validate_config' | 'config_history' | 'rollback_config'
> {
  return {
    get_config: async () => ({
      ...configReport('supervisor', takenConfig()),
      generation: config.generation,
      lastReloadSucceeded: config.isLastReadGood,
    }),
    update_config: async () => {
      throw operationNotReady('update_config')
    },
    validate_config: async () => {
      throw operationNotReady('validate_config')
    },
    config_history: async () => {
      throw operationNotReady('config_history')
    },
    rollback_config: async () => {
      throw operationNotReady('rollback_config')
    },
  }
}
