import { resolve } from 'node:path'
import { type Setting, settings, variableOf } from '../settings.ts'
import type { Environment } from './environment.ts'
import type { Given, Reading } from './given.ts'
import { readTextFile } from './text-file.ts'

export interface FilesOptions {
  /** At which relative paths start. */
  readonly folder: string
  /** Whether a variable itself sets it, which goes before. */
  readonly isGiven: (setting: Setting) => boolean
}

/** What the files say that variables name, and these variables. */
export interface FilesReading extends Reading {
  readonly names: readonly string[]
}

/**
 * Reads the files that `PROMPTBIN_…_FILE` names, each the value of one setting; a line end after it
 * is none of it. That is how Docker and Kubernetes hand over secrets.
 */
export function readFromFiles(environment: Environment, options: FilesOptions): FilesReading {
  const { folder, isGiven } = options
  const named = settings.flatMap((setting) =>
    setting.keys.map((key) => ({ setting, name: `${variableOf(key)}_FILE` })),
  )
  const set = named.filter(({ name }) => environment[name])
  const readings = set.map(({ setting, name }): Reading => {
    if (isGiven(setting)) return { given: [], faults: [] }
    try {
      const written = readTextFile(resolve(folder, environment[name] ?? ''), name)
      return { given: [givenBy(setting, name, written.replace(/\r?\n$/, ''), folder)], faults: [] }
    } catch (error) {
      return { given: [], faults: [{ pointer: name, message: (error as Error).message }] }
    }
  })
  return {
    names: set.map(({ name }) => name),
    given: readings.flatMap(({ given }) => given),
    faults: readings.flatMap(({ faults }) => faults),
  }
}

function givenBy(setting: Setting, name: string, written: string, folder: string): Given {
  const place = { kind: 'environment', source: name } as const
  return { setting, written, origin: `environment ${name}`, place, folder }
}
