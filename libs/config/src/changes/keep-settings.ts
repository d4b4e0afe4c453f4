import { type Config, readSetting } from '../config.ts'
import { keepEnvironment } from '../environment-detection/detected-environment.ts'
import { keepKnowledge } from '../loading/knowledge.ts'
import { originsOf, setOrigins } from '../origins/origins-of.ts'
import { settings } from '../settings.ts'

interface Branch {
  [name: string]: unknown
}

/**
 * A configuration that in these settings says what another one says, with the origin that they have
 * there, and in all others what it says itself.
 */
export function keepSettings(config: Config, from: Config, keys: readonly string[]): Config {
  const kept = settings.filter(({ key }) => keys.includes(key))
  if (kept.length === 0) return config
  const result: Branch = { ...config }
  for (const setting of kept) {
    const [first = '', second] = setting.path
    const value = readSetting(from, setting)
    result[first] = second === undefined ? value : { ...(result[first] as Branch), [second]: value }
  }
  const [own, others] = [originsOf(config), originsOf(from)]
  // The type is that of the same schema, of which only values were exchanged.
  const mixed = result as unknown as Config
  keepEnvironment(mixed, config)
  keepKnowledge(mixed, config)
  if (own) {
    const isKept = (key: string) => keys.includes(key)
    const entries = Object.entries(own).filter(([key]) => !isKept(key))
    const theirs = Object.entries(others ?? {}).filter(([key]) => isKept(key))
    setOrigins(mixed, Object.fromEntries([...entries, ...theirs]))
  }
  return mixed
}
