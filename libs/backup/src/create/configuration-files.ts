import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { configurationName } from '../backup-folder.ts'

/** A file that belongs into a backup, and what it is called there. */
export interface SourceFile {
  readonly path: string
  /** With `/`. */
  readonly name: string
}

/** Where the supervisor keeps its generations of the configuration; each is a file with a number. */
const generationsOf = (data: string) => join(data, 'state', 'configuration')

/**
 * The generations of the configuration that a data folder has, and the file in force: the one that
 * is named, or else that of the newest generation. None of them need be there.
 */
export function configurationFiles(data: string, inForce?: string): readonly SourceFile[] {
  const folder = generationsOf(data)
  const numbers = numbersIn(folder)
  const newest = numbers.at(-1)
  const file = inForce ?? (newest === undefined ? undefined : fileOf(join(folder, newest)))
  return [
    ...(file !== undefined && existsSync(file)
      ? [{ path: file, name: `${configurationName}/${basename(file)}` }]
      : []),
    ...numbers.map((name) => ({
      path: join(folder, name),
      name: `${configurationName}/generations/${name}`,
    })),
  ]
}

/** The names of the generations, the newest last. */
function numbersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => /^\d{1,15}\.json$/.test(name))
    .toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10))
}

/** The configuration file that a generation names. */
function fileOf(generation: string): string | undefined {
  try {
    const { file } = Object(JSON.parse(readFileSync(generation, 'utf8')))
    return typeof file === 'string' ? file : undefined
  } catch {
    return undefined
  }
}
