import { type Config, type DescribedSetting, describeConfig, version } from '@promptbin/config'

/** The configuration in force, for people: each value with its origin, and secrets masked. */
export interface ConfigReport {
  readonly service: string
  readonly version: string
  readonly mode: Config['mode']
  /** By key: `web.port`. */
  readonly settings: Readonly<Record<string, DescribedSetting>>
}

/** Makes it. */
export function configReport(service: string, config: Config): ConfigReport {
  return { service, version, mode: config.mode, settings: describeConfig(config) }
}
