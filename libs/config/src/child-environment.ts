import type { Config } from './config.ts'
import { ORIGINS_VARIABLE, originsOf, originsText } from './origins/origins-of.ts'
import { type Environment, FAILPOINTS_VARIABLE, failpointsAsked } from './sources/environment.ts'
import { toEnvironment } from './to-environment.ts'

export interface ChildEnvironmentOptions {
  /** Whether we supervise the child; one that is alone looks after itself. */
  readonly supervised?: boolean
}

/**
 * The variables for a process that is to run with exactly this configuration: those of this one,
 * with our own replaced, the mark that keeps it from looking for a configuration file, and where the
 * values come from.
 */
export function childEnvironment(
  config: Config,
  environment: Environment = process.env,
  { supervised = true }: ChildEnvironmentOptions = {},
): Environment {
  const foreign = Object.entries(environment).filter(([name]) => !name.startsWith('PROMPTBIN_'))
  const origins = originsOf(config)
  const failpoints = failpointsAsked(config, environment)
  return {
    ...Object.fromEntries(foreign),
    ...toEnvironment(config),
    [supervised ? 'PROMPTBIN_SUPERVISED' : 'PROMPTBIN_CONFIGURED']: '1',
    ...(failpoints && { [FAILPOINTS_VARIABLE]: failpoints }),
    ...(origins && { [ORIGINS_VARIABLE]: originsText(origins) }),
  }
}
