import type { Config } from './config.ts'
import type { Environment } from './sources/environment.ts'
import { toEnvironment } from './to-environment.ts'

/**
 * The variables for a process that is to run with exactly this configuration: those of this one,
 * with our own replaced, and the mark that keeps it from looking for a configuration file.
 */
export function childEnvironment(
  config: Config,
  environment: Environment = process.env,
): Environment {
  const foreign = Object.entries(environment).filter(([name]) => !name.startsWith('PROMPTBIN_'))
  return { ...Object.fromEntries(foreign), ...toEnvironment(config), PROMPTBIN_SUPERVISED: '1' }
}
