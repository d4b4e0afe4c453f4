import { type Config, readSetting } from '../config.ts'
import type { Format } from '../formats/format.ts'
import { type FormatName, formats } from '../formats/formats.ts'
import { type Setting, settings } from '../settings.ts'
import { withoutPassword } from '../sources/show-value.ts'
import type { OriginKind } from './origin.ts'
import { originsOf } from './origins-of.ts'

/** One setting as people may see it. */
export interface DescribedSetting {
  /** In the notation of the configuration file, with secrets masked. */
  readonly value: unknown
  readonly origin: OriginKind
  /** The file and line, the variable or the option; null of a default. */
  readonly source: string | null
}

/** In place of what is secret. */
export const HIDDEN = '[hidden]'

/** Numbers that mean what they say; of others the text says the unit. */
const plainNumbers: readonly FormatName[] = ['port', 'count', 'percent', 'spares']

/**
 * Every setting by its key (`web.port`), for people: the value with secrets masked, and where it
 * comes from.
 */
export function describeConfig(config: Config): Readonly<Record<string, DescribedSetting>> {
  const origins = originsOf(config) ?? {}
  return Object.fromEntries(
    settings.map((setting) => {
      const { kind = 'default', source = null } = origins[setting.key] ?? {}
      const value = shownValue(setting, readSetting(config, setting))
      return [setting.key, { value, origin: kind, source }]
    }),
  )
}

function shownValue(setting: Setting, value: unknown): unknown {
  const format: Format<never> = formats[setting.format]
  if (format.toShown) return format.toShown(value as never)
  if (setting.sensitive) return value === '' ? '' : HIDDEN
  if (typeof value === 'boolean') return value
  if (typeof value === 'number' && plainNumbers.includes(setting.format)) return value
  return withoutPassword(format.toText(value as never))
}
