import { type Setting, settings, variableOf } from '../settings.ts'
import { readFromFiles } from './environment-files.ts'
import type { Given, Reading } from './given.ts'
import { suggest } from './suggest.ts'

/** The variables of a process, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Variables that say something about the process and set no value. */
const MARKERS = [
  'PROMPTBIN_CONFIG',
  'PROMPTBIN_SUPERVISED',
  'PROMPTBIN_LOCAL_KEY',
  'PROMPTBIN_INSTANCE_KEY',
  'PROMPTBIN_ORIGINS',
]

/**
 * Whether a supervisor started this process (`PROMPTBIN_SUPERVISED=1`). Such a process has its
 * whole configuration in the environment and looks for no file.
 */
export function isSupervised(environment: Environment = process.env): boolean {
  return environment['PROMPTBIN_SUPERVISED'] === '1'
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

/**
 * Reads `PROMPTBIN_…`; an empty variable is not set. Where an older name of a setting stands
 * beside the present one, the present one counts: a parent may have added it for its child. What no
 * variable sets may stand in a file that `PROMPTBIN_…_FILE` names, as secrets of containers do.
 */
export function readEnvironment(environment: Environment, folder: string): Reading {
  const names = Object.keys(environment).filter(
    (name) => name.startsWith('PROMPTBIN_') && environment[name],
  )
  const given = settings.flatMap((setting): Given[] => {
    const name = setting.keys.map(variableOf).find((candidate) => names.includes(candidate))
    if (name === undefined) return []
    const written = environment[name]
    const place = { kind: 'environment', source: name } as const
    return [{ setting, written, origin: `environment ${name}`, place, folder }]
  })
  const isGiven = (setting: Setting) => given.some((one) => one.setting === setting)
  const files = readFromFiles(environment, { folder, isGiven })
  const known = [...MARKERS, ...settings.flatMap(({ keys }) => keys.map(variableOf))]
  const faults = names
    .filter((name) => !known.includes(name) && !files.names.includes(name))
    .map((name) => ({
      pointer: name,
      message: `is not a variable of PromptBin (environment).${suggest(name, known)}`,
    }))
  return { given: [...given, ...files.given], faults: [...faults, ...files.faults] }
}
