import { isDeepStrictEqual } from 'node:util'
import { type Config, readSetting } from '../config.ts'
import { settings } from '../settings.ts'

/** The keys of the settings that are not the same in both, in the order of the schema. */
export function changedSettings(before: Config, after: Config): readonly string[] {
  return settings
    .filter(
      (setting) => !isDeepStrictEqual(readSetting(before, setting), readSetting(after, setting)),
    )
    .map(({ key }) => key)
}
