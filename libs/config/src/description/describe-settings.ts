import { configKeyUnknown } from '../errors.ts'
import type { Format } from '../formats/format.ts'
import { type FormatName, formats } from '../formats/formats.ts'
import type { ChangeKind } from '../sections/section.ts'
import { flagOf, type Setting, settings, variableOf } from '../settings.ts'
import { suggest } from '../sources/suggest.ts'

/** One setting as people are told of it, whatever its value is. */
export interface SettingDescription {
  /** As in the configuration file: `mcp.request_timeout`. */
  readonly key: string
  /** Older keys that are still understood: `flask.port`. */
  readonly olderKeys: readonly string[]
  /** The group that it stands in; null of one that stands by itself. */
  readonly section: string | null
  readonly doc: string
  readonly format: FormatName
  /** What may be given, with its limits: "a duration such as 30 (seconds) …, from 100ms to 24d". */
  readonly accepts: string
  /** In the notation of the file; '' is none. */
  readonly default: string
  /** In the notation of the file. */
  readonly minimum: string | null
  /** In the notation of the file. */
  readonly maximum: string | null
  /** `PROMPTBIN_MCP_REQUEST_TIMEOUT`; with `_FILE` after it, it names a file that holds the value. */
  readonly variable: string
  /** How a changed value comes into force. */
  readonly change: ChangeKind
  /** Whether the value is masked wherever it would be shown. */
  readonly sensitive: boolean
  /** A value as it might be written. */
  readonly example: string
}

/** What no format accepts, and each refuses in its own words. */
const nothingRight = {}

/** Every setting, in the order of the schema. */
export function describeSettings(): readonly SettingDescription[] {
  return settings.map(describe)
}

/**
 * The setting that a person means by its key, an older key, its variable or its option. Throws
 * PB_CONFIG_KEY_UNKNOWN, which names what is spelt much like it.
 */
export function explainSetting(name: string): SettingDescription {
  return describe(findSetting(name))
}

/** The same, as the schema has it. */
export function findSetting(name: string): Setting {
  const found = settings.find(({ keys }) =>
    keys.some((key) => [key, variableOf(key), flagOf(key)].includes(name)),
  )
  if (found !== undefined) return found
  const known = settings.flatMap(({ keys }) => keys)
  throw configKeyUnknown(name, suggest(name, known))
}

function describe(setting: Setting): SettingDescription {
  const { key, keys, doc, format, minimum = null, maximum = null, change } = setting
  const rules: Format<never> = formats[format]
  return {
    key,
    olderKeys: keys.slice(1),
    section: key.includes('.') ? key.slice(0, key.indexOf('.')) : null,
    doc,
    format,
    accepts: rules.expected(nothingRight, setting) ?? '',
    default: setting.default,
    minimum,
    maximum,
    variable: variableOf(key),
    change,
    sensitive: setting.sensitive === true,
    example: setting.example ?? setting.default,
  }
}
