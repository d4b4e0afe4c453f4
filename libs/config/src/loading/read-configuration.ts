import { dirname, relative, resolve } from 'node:path'
import { type Config, toConfig } from '../config.ts'
import { setEnvironment } from '../environment-detection/detected-environment.ts'
import type { Evidence } from '../environment-detection/evidence.ts'
import { formats } from '../formats/formats.ts'
import { readOrigins, setOrigins } from '../origins/origins-of.ts'
import { settings } from '../settings.ts'
import { readArguments } from '../sources/arguments.ts'
import { findEnvFile, readEnvFile } from '../sources/env-file.ts'
import { type Environment, isConfigured, readEnvironment } from '../sources/environment.ts'
import { type FileFormat, readConfigFile } from '../sources/file/config-file.ts'
import { findConfigFile } from '../sources/file/find-config-file.ts'
import type { Given, Notice, Reading } from '../sources/given.ts'
import { createValues, type Values } from '../values.ts'
import { combinationFaults } from './combination-faults.ts'
import { type ConfigFault, valueFaults } from './faults.ts'
import { followEnvironment } from './follow-environment.ts'
import { followValues } from './followed-values.ts'
import { setKnowledge } from './knowledge.ts'
import { valueNotices } from './value-notices.ts'

export interface LoadConfigOptions {
  /** Options of a command line by their name in code (`webPort`); undefined is not given. */
  readonly arguments?: Readonly<Record<string, unknown>> | undefined
  /** The file that `--config` names. */
  readonly configFile?: string | undefined
  /** What the configuration file is taken to say, instead of what it says. */
  readonly configText?: { readonly text: string; readonly format?: FileFormat } | undefined
  readonly environment?: Environment | undefined
  /** Where relative paths start and a configuration file and a `.env` are looked for first. */
  readonly workingDirectory?: string | undefined
  /** Where this process runs: what follows from it goes before the defaults. Without it nothing does. */
  readonly evidence?: Evidence | undefined
}

/** What came of reading all sources of a configuration. */
export interface ConfigReading {
  /** Undefined if there are faults. */
  readonly config: Config | undefined
  /** All of them, of all sources. */
  readonly faults: readonly ConfigFault[]
  /** What is understood, but not as it was written. */
  readonly notices: readonly Notice[]
  /** The path of the configuration file that was read; undefined where there is none. */
  readonly file: string | undefined
}

/** What a reading needs to know of where it takes place. */
interface Surroundings {
  readonly environment: Environment
  readonly workingDirectory: string
}

/**
 * Reads the configuration as `loadConfig` does, and tells of all its faults instead of throwing them.
 * Throws PB_CONFIG_FILE_UNREADABLE, as nothing can be said of such a file.
 */
export function readConfiguration(options: LoadConfigOptions = {}): ConfigReading {
  const { environment = process.env, workingDirectory = process.cwd() } = options
  const values = createValues()
  const { readings, file } = readSources(options, { environment, workingDirectory }, values)
  const given = givenIn(readings)
  overlay(values, given)

  const wrongValues = valueFaults(given)
  const faults = [
    ...readings.flatMap((reading) => reading.faults),
    ...wrongValues,
    // Of a value that is wrong by itself nothing more is said.
    ...combinationFaults(given, values).filter(
      ({ pointer }) => !wrongValues.some((wrong) => wrong.pointer === pointer),
    ),
  ]
  const handedDown = readOrigins(environment)
  // Whoever hands down a configuration has told its notices.
  const notices =
    handedDown === undefined
      ? [...readings.flatMap((reading) => reading.notices), ...valueNotices(given)]
      : []
  if (faults.length > 0) return { config: undefined, faults, notices, file }
  const isGiven = (key: string) => given.some(({ setting }) => setting.key === key)
  const place = options.evidence && followEnvironment(values, isGiven, options.evidence)
  const followed = { ...place?.origins, ...followValues(values, given) }
  values.validate({ allowed: 'strict' })
  const config = toConfig(values)
  const ours = Object.fromEntries(given.map(({ setting, place }) => [setting.key, place]))
  // Of a service the supervisor knows more: to it everything comes from the environment.
  setOrigins(config, handedDown ?? { ...ours, ...followed })
  setKnowledge(config, { notices, file })
  if (place) setEnvironment(config, place.detected)
  return { config, faults, notices, file }
}

/** All sources in the order of their precedence, with the file that was read. */
function readSources(options: LoadConfigOptions, surroundings: Surroundings, values: Values) {
  const { environment, workingDirectory } = surroundings
  const outer = [
    readArguments(options.arguments ?? {}, workingDirectory),
    readEnvironment(environment, workingDirectory),
  ]
  // Its supervisor has read the files; read again, they could say something else by now.
  if (isConfigured(environment) && options.configFile === undefined) {
    return { readings: outer, file: undefined }
  }
  const shown = (file: string) => nameFrom(workingDirectory, file)
  const here = findEnvFile(workingDirectory)
  const ofHere = here === undefined ? undefined : readEnvFile(here, shown(here))
  const inline = [...outer, ...(ofHere ? [ofHere.reading] : [])]
  overlay(values, givenIn(inline))
  const file = findConfigFile({
    named: options.configFile ?? environment['PROMPTBIN_CONFIG'] ?? ofHere?.configFile,
    workingDirectory,
    dataDirectory: String(values.get('data_dir')),
  })
  if (file === undefined) return { readings: inline, file }
  const beside = resolve(dirname(file)) === resolve(workingDirectory) ? undefined : dirname(file)
  const besideFile = beside === undefined ? undefined : findEnvFile(beside)
  return {
    readings: [
      ...inline,
      ...(besideFile === undefined ? [] : [readEnvFile(besideFile, shown(besideFile)).reading]),
      readConfigFile({ file, shownAs: shown(file), ...options.configText }),
    ],
    file,
  }
}

/** A path as it is shorter to read. */
function nameFrom(folder: string, file: string): string {
  const fromHere = relative(folder, file)
  return fromHere.startsWith('..') ? file : fromHere
}

/** Of each setting the first that was given, for readings in the order of their precedence. */
function givenIn(readings: readonly Reading[]): readonly Given[] {
  const all = readings.flatMap((reading) => reading.given)
  return settings.flatMap((setting) => all.find((given) => given.setting === setting) ?? [])
}

/** What is wrong is no value, and might not even be copied: of YAML it may hold itself. */
function overlay(values: Values, given: readonly Given[]): void {
  for (const { setting, written, folder } of given) {
    const { coerce, expected } = formats[setting.format]
    const value = coerce(written, folder)
    if (expected(value, setting) === undefined) values.set(setting.key, value)
  }
}
