import { type Config, readSetting } from './config.ts'
import type { Format } from './formats/format.ts'
import { formats } from './formats/formats.ts'
import { settings, variableOf } from './settings.ts'

/**
 * Every value as its `PROMPTBIN_…` variable, so that a child process with these variables has
 * exactly this configuration; `childEnvironment` adds what else a child needs.
 */
export function toEnvironment(config: Config): Record<string, string> {
  return Object.fromEntries(
    settings.map((setting) => {
      const format: Format<never> = formats[setting.format]
      return [variableOf(setting.key), format.toText(readSetting(config, setting) as never)]
    }),
  )
}
