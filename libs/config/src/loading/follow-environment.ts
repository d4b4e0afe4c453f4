import { detectEnvironment } from '../environment-detection/detect-environment.ts'
import type { DetectedEnvironment } from '../environment-detection/detected-environment.ts'
import type { Evidence } from '../environment-detection/evidence.ts'
import { formats } from '../formats/formats.ts'
import type { Origins } from '../origins/origin.ts'
import { settings } from '../settings.ts'
import type { Values } from '../values.ts'

/** What was detected, and the origins of the settings that follow from it. */
export interface FollowedEnvironment {
  readonly detected: DetectedEnvironment
  readonly origins: Origins
}

/**
 * Sets what follows from where this process runs, of what nobody has given. Where that is the default
 * all the same, it stays one.
 */
export function followEnvironment(
  values: Values,
  isGiven: (key: string) => boolean,
  evidence: Evidence,
): FollowedEnvironment {
  const mode = isGiven('mode') ? (values.get('mode') as DetectedEnvironment['mode']) : undefined
  const found = detectEnvironment(evidence, { mode })
  const follows = found.follows.filter(({ setting }) => !isGiven(setting))
  const detected = { ...found, follows }
  const origins: Record<string, Origins[string]> = {}
  for (const setting of settings) {
    const following = follows.find((one) => one.setting === setting.key)
    if (following === undefined) continue
    const before = values.get(setting.key)
    const value = formats[setting.format].coerce(following.value, '')
    values.set(setting.key, value)
    if (value === before) continue
    origins[setting.key] = { kind: 'derived', source: following.because }
  }
  return { detected, origins }
}
