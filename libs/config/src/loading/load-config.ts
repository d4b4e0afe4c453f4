import type { Config } from '../config.ts'
import { refusal } from './faults.ts'
import { type LoadConfigOptions, readConfiguration } from './read-configuration.ts'

/**
 * The configuration in force: arguments before environment before `.env` before file before default.
 * Throws PB_CONFIG_INVALID with all faults at once, PB_CONFIG_NOT_LOOPBACK if a host that others can
 * reach is the only one, PB_CONFIG_FILE_UNREADABLE.
 */
export function loadConfig(options: LoadConfigOptions = {}): Config {
  const { config, faults } = readConfiguration(options)
  if (config === undefined) throw refusal(faults)
  return config
}
