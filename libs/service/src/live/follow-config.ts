import { type Config, loadConfig } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { Health } from '@promptbin/health'
import { type ConfigMessage, IPC_VERSION, type SupervisorChannel } from '@promptbin/ipc'
import type { Logger } from '@promptbin/logging'
import type { LiveConfig } from './live-config.ts'

export interface FollowConfigOptions {
  readonly config: LiveConfig
  readonly logger: Logger
  readonly health: Pick<Health, 'setInterval'>
}

/**
 * Goes by every configuration that the supervisor sends, as a whole or not at all, and answers which
 * of the two it was.
 */
export function followConfig(channel: SupervisorChannel, options: FollowConfigOptions): void {
  const { config, logger, health } = options
  config.onChange(
    {
      keys: ['logging.level'],
      apply: ({ logging }) => {
        logger.level = logging.level
      },
    },
    {
      keys: ['monitoring.health_check_interval'],
      apply: ({ monitoring }) => health.setInterval(monitoring.healthCheckIntervalMs),
    },
  )
  channel.onConfig(async ({ id, generation, settings }) => {
    const problem = await take(config, settings)
    const fields = { event: 'service.config', generation, ...(problem !== null && { problem }) }
    if (problem === null) logger.info(fields, 'goes by another configuration')
    else logger.warn(fields, 'another configuration is refused; the one before stays')
    channel.send({ v: IPC_VERSION, type: 'config-applied', id, generation, problem })
  })
}

async function take(
  config: LiveConfig,
  settings: ConfigMessage['settings'],
): Promise<string | null> {
  const next = read(settings)
  return typeof next === 'string' ? next : config.take(next)
}

/** The supervisor has checked it; what is wrong with it here is told in a sentence. */
function read(environment: ConfigMessage['settings']): Config | string {
  try {
    return loadConfig({ environment })
  } catch (error) {
    const faults = error instanceof PromptBinError ? error.fields : []
    const said = faults.map(({ pointer, message }) => `${pointer} ${message}`)
    return [error instanceof Error ? error.message : String(error), ...said].join(' ')
  }
}
