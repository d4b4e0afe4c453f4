import type { Origin } from '../origins/origin.ts'
import { type Setting, settings, variableOf } from '../settings.ts'
import type { Environment } from './environment.ts'
import { readFromFiles } from './environment-files.ts'
import type { FilePlace, Given, Reading } from './given.ts'
import { suggest } from './suggest.ts'

const PREFIX = 'PROMPTBIN_'

/** Where one variable is set. */
export interface VariableOrigin {
  /** For a person: `environment PROMPTBIN_WEB_PORT`. */
  readonly origin: string
  readonly place: Origin
  readonly at?: FilePlace
}

/** Variables to read, from wherever they come. */
export interface Variables {
  readonly variables: Environment
  /** At which relative paths start. */
  readonly folder: string
  /** Variables that may stand there beside those of settings. */
  readonly markers: readonly string[]
  /** What a message calls the whole: `environment`. */
  readonly shownAs: string
  readonly originOf: (name: string) => VariableOrigin
}

/**
 * Reads `PROMPTBIN_…`; an empty variable is not set. Where an older name of a setting stands
 * beside the present one, the present one counts: a parent may have added it for its child. What no
 * variable sets may stand in a file that `PROMPTBIN_…_FILE` names, as secrets of containers do.
 */
export function readVariables(source: Variables): Reading {
  const { variables, folder, markers, shownAs, originOf } = source
  const names = Object.keys(variables).filter((name) => name.startsWith(PREFIX) && variables[name])
  const given = settings.flatMap((setting): readonly Given[] => {
    const name = setting.keys.map(variableOf).find((candidate) => names.includes(candidate))
    if (name === undefined) return []
    return [{ setting, name, written: variables[name], folder, ...originOf(name) }]
  })
  const isGiven = (setting: Setting) => given.some((one) => one.setting === setting)
  const files = readFromFiles(source, isGiven)
  const known = [...markers, ...settings.flatMap(({ keys }) => keys.map(variableOf))]
  const unknown = names
    .filter((name) => !known.includes(name) && !files.names.includes(name))
    .map((name) => {
      const { at } = originOf(name)
      const where = at === undefined ? shownAs : `${shownAs} line ${at.line}`
      const message = `is not a variable of PromptBin (${where}).${suggest(name, known, PREFIX)}`
      return { pointer: name, message, ...(at && { at }) }
    })
  return {
    given: [...given, ...files.given],
    faults: [...unknown, ...files.faults],
    notices: given.flatMap(olderName),
  }
}

function olderName({ setting, name, origin, at }: Given) {
  const present = variableOf(setting.key)
  if (name === present) return []
  const message = `is the older name of ${present}, and understood as that (${origin}).`
  return [{ pointer: name, message, ...(at && { at }) }]
}
