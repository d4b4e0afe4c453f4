import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const FILE_NAMES = [
  'promptbin-config.yaml',
  'promptbin-config.yml',
  'promptbin-config.json',
  'promptbin-config.json5',
]

export interface FindConfigFileOptions {
  /** The file that a person named; it is taken whether it exists or not. */
  readonly named: string | undefined
  readonly workingDirectory: string
  readonly dataDirectory: string
}

/** The configuration file to read: the named one, else the first of the working and data folder. */
export function findConfigFile(options: FindConfigFileOptions): string | undefined {
  const { named, workingDirectory, dataDirectory } = options
  if (named !== undefined && named !== '') return resolve(workingDirectory, named)
  return [workingDirectory, dataDirectory]
    .flatMap((folder) => FILE_NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file))
}
