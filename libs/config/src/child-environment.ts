import type { Config } from './config.ts'
import { ORIGINS_VARIABLE, originsOf, originsText } from './origins/origins-of.ts'
import type { Environment } from './sources/environment.ts'
import { toEnvironment } from './to-environment.ts'

/**
 * The variables for a process that is to run with exactly this configuration: those of this one,
 * with our own replaced, the mark that keeps it from looking for a configuration file, and where the
 * values come from.
 */
export function childEnvironment(
  config: Config,
  environment: Environment = process.env,
): Environment {
  const foreign = Object.entries(environment).filter(([name]) => !name.startsWith('PROMPTBIN_'))
  const origins = originsOf(config)
  return {
    ...Object.fromEntries(foreign),
    ...toEnvironment(config),
    PROMPTBIN_SUPERVISED: '1',
    ...(origins && { [ORIGINS_VARIABLE]: originsText(origins) }),
  }
}
