import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { Environment } from './environment.ts'
import { readTextFile } from './file/text-file.ts'
import type { Reading, SourceFault } from './given.ts'
import { readVariables } from './variables.ts'

const NAME = '.env'

/** What a `.env` holds of ours. */
export interface EnvFile {
  readonly reading: Reading
  /** `PROMPTBIN_CONFIG`: the configuration file, for whoever starts in the folder of this one. */
  readonly configFile: string | undefined
}

/**
 * Where a `.env` may stand: in the working folder, and then in that of the configuration file, if that is
 * another one.
 */
export function envPlaces(workingDirectory: string, configFile?: string): readonly string[] {
  const folders = [workingDirectory, ...(configFile === undefined ? [] : [dirname(configFile)])]
  return [...new Set(folders.map((folder) => resolve(folder, NAME)))]
}

/** The `.env` of a folder; undefined where there is none. A folder of that name belongs to others. */
export function findEnvFile(folder: string): string | undefined {
  const file = join(folder, NAME)
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
}

/**
 * Reads the variables of PromptBin in a `.env`, which may hold those of other programs beside them.
 * It is called `shownAs`. Never throws: a file that cannot be read is a fault.
 */
export function readEnvFile(file: string, shownAs: string): EnvFile {
  try {
    const text = readTextFile(file, shownAs)
    const variables: Environment = parseEnv(text)
    return {
      reading: readOurs(variables, { text, file, shownAs }),
      configFile: variables['PROMPTBIN_CONFIG'],
    }
  } catch (error) {
    const faults = [{ pointer: shownAs, message: (error as Error).message }]
    return { reading: { given: [], faults, notices: [] }, configFile: undefined }
  }
}

function readOurs(
  variables: Environment,
  {
    text,
    file,
    shownAs,
  }: { readonly text: string; readonly file: string; readonly shownAs: string },
): Reading {
  const lines = text.split(/\r?\n/)
  const originOf = (name: string) => {
    const at = { file: shownAs, ...positionOf(name, lines) }
    return {
      origin: `${shownAs} line ${at.line}`,
      place: { kind: 'env-file', source: `${NAME} line ${at.line}` } as const,
      at,
    }
  }
  const reading = readVariables({
    variables,
    folder: dirname(file),
    markers: ['PROMPTBIN_CONFIG'],
    shownAs,
    originOf,
  })
  const faults: SourceFault[] = [...unfinishedLines(lines, variables, shownAs), ...reading.faults]
  return { ...reading, faults: faults.sort((one, other) => lineOf(one) - lineOf(other)) }
}

function lineOf({ at }: SourceFault): number {
  return at?.line ?? 0
}

/** The last line that sets a variable is the one that counts. */
function positionOf(name: string, lines: readonly string[]) {
  const starts = lines.map((line) => {
    const [before = ''] = /^\s*(?:export\s+)?/.exec(line) ?? []
    const rest = line.slice(before.length)
    const isSet = rest.startsWith(name) && /^\s*=/.test(rest.slice(name.length))
    return isSet ? before.length : undefined
  })
  const index = starts.findLastIndex((start) => start !== undefined)
  return { line: Math.max(0, index) + 1, column: (starts[index] ?? 0) + 1 }
}

/** A name without a value would be passed over in silence. */
function unfinishedLines(lines: readonly string[], variables: Environment, file: string) {
  return lines.flatMap((line, index) => {
    const [, before = '', name] = /^(\s*(?:export\s+)?)(PROMPTBIN_\w*)\s*(?:#.*)?$/.exec(line) ?? []
    if (name === undefined || Object.hasOwn(variables, name)) return []
    const at = { file, line: index + 1, column: before.length + 1 }
    return [{ pointer: name, message: `has no = behind it (${file} line ${index + 1}).`, at }]
  })
}
