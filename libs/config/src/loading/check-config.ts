import type { FileFormat } from '../sources/file/config-file.ts'
import {
  type ConfigReading,
  type LoadConfigOptions,
  readConfiguration,
} from './read-configuration.ts'

/** What is asked beside the text itself. */
export interface CheckConfigOptions extends Omit<LoadConfigOptions, 'configText'> {}

/** What a text without a file is called. */
const NAMELESS = 'configuration'

/**
 * What the text of a configuration file comes to, without being put into force: its faults with their
 * lines and columns, its notices, and the configuration that it makes. Unless options name other
 * sources, it counts alone, over the defaults.
 */
export function checkConfig(
  text: string,
  format: FileFormat,
  options: CheckConfigOptions = {},
): ConfigReading {
  return readConfiguration({
    configFile: NAMELESS,
    environment: {},
    ...options,
    configText: { text, format },
  })
}
