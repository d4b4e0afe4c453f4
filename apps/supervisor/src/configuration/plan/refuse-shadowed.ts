import { type Config, describeConfig, explainSetting, type OriginKind } from '@promptbin/config'
import { configShadowed } from '../errors.ts'

/** Where a value comes from that comes before the configuration file. */
const stronger: Partial<Record<OriginKind, string>> = {
  argument: 'the argument',
  environment: 'the environment variable',
  'env-file': 'the file',
}

/**
 * Refuses to change settings in the file that it has no say in: `wanted` is the configuration with the
 * change. Throws PB_CONFIG_SHADOWED, which names all of them and where their values come from.
 */
export function refuseShadowed(keys: readonly string[], wanted: Config): void {
  const described = describeConfig(wanted)
  const shadowed = keys.flatMap((name) => {
    const { key } = explainSetting(name)
    const { origin = 'default', source = null } = described[key] ?? {}
    const where = stronger[origin]
    return where === undefined ? [] : [{ key, says: `${where} ${source ?? ''} says so` }]
  })
  if (shadowed.length === 0) return
  const reasons = [...new Set(shadowed.map(({ says }) => says))]
  throw configShadowed(shadowed.map(({ key }) => key).join(', '), reasons.join(', '))
}
