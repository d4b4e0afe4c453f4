import { type Config, noticesOf } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'

/**
 * Logs what a person should know of a configuration that was read: what is understood, but otherwise
 * than it is written. Of one that a parent has handed down there is nothing, as the parent has told.
 */
export function logConfigNotices(config: Config, logger: Logger): void {
  for (const { pointer, message } of noticesOf(config)) {
    logger.warn({ event: 'config.notice', setting: pointer }, `${pointer} ${message}`)
  }
}
