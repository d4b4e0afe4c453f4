import { type Config, readSetting } from '../config.ts'
import { keepEnvironment } from '../environment-detection/detected-environment.ts'
import { keepKnowledge } from '../loading/knowledge.ts'
import { settings } from '../settings.ts'
import type { Environment } from '../sources/environment.ts'
import { type Origin, type Origins, originKinds } from './origin.ts'

/** Not in the configuration itself: two that say the same are the same. */
const known = new WeakMap<Config, Origins>()

/** Says where the values of a configuration come from. */
export function setOrigins(config: Config, origins: Origins): void {
  known.set(config, origins)
}

/** Where the values of a configuration come from; undefined of one that nobody has said it of. */
export function originsOf(config: Config): Origins | undefined {
  return known.get(config)
}

/**
 * A configuration with other values in some places. Where they differ from before, their origin is
 * `why`: what they follow from, for a person.
 */
export function deriveConfig(config: Config, changes: Partial<Config>, why: string): Config {
  const derived = { ...config, ...changes }
  keepEnvironment(derived, config)
  keepKnowledge(derived, config)
  const origins = known.get(config)
  if (origins === undefined) return derived
  const changed = settings.filter(
    (setting) => readSetting(config, setting) !== readSetting(derived, setting),
  )
  const other: Origins = Object.fromEntries(
    changed.map(({ key }) => [key, { kind: 'derived', source: why }]),
  )
  setOrigins(derived, { ...origins, ...other })
  return derived
}

/** How a supervisor tells its services where the values come from that it hands to them. */
export const ORIGINS_VARIABLE = 'PROMPTBIN_ORIGINS'

/** The text of that variable. */
export function originsText(origins: Origins): string {
  return JSON.stringify(origins)
}

/** Reads it; what is not understood is left out, as nothing but a page of information needs it. */
export function readOrigins(environment: Environment): Origins | undefined {
  const text = environment[ORIGINS_VARIABLE]
  if (!text) return undefined
  try {
    const written: unknown = JSON.parse(text)
    return Object.fromEntries(Object.entries(Object(written)).filter(isEntry))
  } catch {
    return undefined
  }
}

function isEntry(entry: [string, unknown]): entry is [string, Origin] {
  const { kind, source } = Object(entry[1]) as Partial<Origin>
  return originKinds.some((one) => one === kind) && ['string', 'undefined'].includes(typeof source)
}
