import type { Config } from '../config.ts'
import type { Reading } from './given.ts'
import { readVariables } from './variables.ts'

/** The variables of a process, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What tests let a process do at which place; see libs/failpoints. */
export const FAILPOINTS_VARIABLE = 'PROMPTBIN_FAILPOINTS'

/** Variables that say something about the process and set no value. */
const MARKERS = [
  'PROMPTBIN_CONFIG',
  'PROMPTBIN_SUPERVISED',
  'PROMPTBIN_CONFIGURED',
  'PROMPTBIN_LOCAL_KEY',
  'PROMPTBIN_INSTANCE_KEY',
  'PROMPTBIN_ORIGINS',
  FAILPOINTS_VARIABLE,
]

/**
 * Whether a supervisor started this process (`PROMPTBIN_SUPERVISED=1`). Such a process has its
 * whole configuration in the environment and looks for no file.
 */
export function isSupervised(environment: Environment = process.env): boolean {
  return environment['PROMPTBIN_SUPERVISED'] === '1'
}

/**
 * Whether whoever started this process has put its whole configuration in the environment, so that no
 * file is looked for: a supervisor, or `promptbin web` and its like.
 */
export function isConfigured(environment: Environment = process.env): boolean {
  return isSupervised(environment) || environment['PROMPTBIN_CONFIGURED'] === '1'
}

/**
 * The SHA-256, in hex, of the key by which programs of the person who runs PromptBin are known to
 * the gateway; a supervisor makes one at every start.
 */
export function localKeyHash(environment: Environment = process.env): string | undefined {
  return environment['PROMPTBIN_LOCAL_KEY'] || undefined
}

/**
 * What the processes of one instance know and nobody else; a supervisor makes it at every start.
 * Undefined in a service that runs alone.
 */
export function instanceKey(environment: Environment = process.env): string | undefined {
  return environment['PROMPTBIN_INSTANCE_KEY'] || undefined
}

/** What `PROMPTBIN_FAILPOINTS` asks for; nothing in production, whatever it holds. */
export function failpointsAsked(
  { mode }: Pick<Config, 'mode'>,
  environment: Environment = process.env,
): string | undefined {
  return mode === 'production' ? undefined : environment[FAILPOINTS_VARIABLE] || undefined
}

/** Reads the variables of a process. Relative paths in them start at `folder`. */
export function readEnvironment(environment: Environment, folder: string): Reading {
  return readVariables({
    variables: environment,
    folder,
    markers: MARKERS,
    shownAs: 'environment',
    originOf: (name) => ({
      origin: `environment ${name}`,
      place: { kind: 'environment', source: name },
    }),
  })
}
