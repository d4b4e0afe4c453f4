import { resolve } from 'node:path'
import { type Setting, settings, variableOf } from '../settings.ts'
import { readTextFile } from './file/text-file.ts'
import type { Given, Reading } from './given.ts'
import type { Variables } from './variables.ts'

/** What the files say that variables name, and these variables. */
export interface FilesReading extends Omit<Reading, 'notices'> {
  readonly names: readonly string[]
}

/**
 * Reads the files that `PROMPTBIN_…_FILE` names, each the value of one setting, unless a variable
 * sets it itself; a line end after it is none of it. That is how Docker and Kubernetes hand over
 * secrets.
 */
export function readFromFiles(
  { variables, folder, originOf }: Pick<Variables, 'variables' | 'folder' | 'originOf'>,
  isGiven: (setting: Setting) => boolean,
): FilesReading {
  const named = settings.flatMap((setting) =>
    setting.keys.map((key) => ({ setting, name: `${variableOf(key)}_FILE` })),
  )
  const set = named.filter(({ name }) => variables[name])
  const readings = set.map(({ setting, name }): Pick<Reading, 'given' | 'faults'> => {
    if (isGiven(setting)) return { given: [], faults: [] }
    const { at, ...origin } = originOf(name)
    try {
      const text = readTextFile(resolve(folder, variables[name] ?? ''), name)
      const written = text.replace(/\r?\n$/, '')
      const given: Given = { setting, name, written, folder, ...origin, ...(at && { at }) }
      return { given: [given], faults: [] }
    } catch (error) {
      const message = (error as Error).message
      return { given: [], faults: [{ pointer: name, message, ...(at && { at }) }] }
    }
  })
  return {
    names: set.map(({ name }) => name),
    given: readings.flatMap(({ given }) => given),
    faults: readings.flatMap(({ faults }) => faults),
  }
}
