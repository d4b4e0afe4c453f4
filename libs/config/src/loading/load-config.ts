import { relative } from 'node:path'
import { type Config, toConfig } from '../config.ts'
import { setEnvironment } from '../environment-detection/detected-environment.ts'
import type { Evidence } from '../environment-detection/evidence.ts'
import { configInvalid, configNotLoopback } from '../errors.ts'
import { formats } from '../formats/formats.ts'
import type { Origins } from '../origins/origin.ts'
import { readOrigins, setOrigins } from '../origins/origins-of.ts'
import { settings } from '../settings.ts'
import { readArguments } from '../sources/arguments.ts'
import { readConfigFile } from '../sources/config-file.ts'
import { type Environment, isSupervised, readEnvironment } from '../sources/environment.ts'
import { findConfigFile } from '../sources/find-config-file.ts'
import type { Given, Reading } from '../sources/given.ts'
import { showValue } from '../sources/show-value.ts'
import { createValues, type Values } from '../values.ts'
import { combinationFaults, type ValueFault } from './combination-faults.ts'
import { followEnvironment } from './follow-environment.ts'

export interface LoadConfigOptions {
  /** Options of a command line by their name in code (`webPort`); undefined is not given. */
  readonly arguments?: Readonly<Record<string, unknown>> | undefined
  /** The file that `--config` names. */
  readonly configFile?: string | undefined
  readonly environment?: Environment | undefined
  /** Where relative paths start and a configuration file is looked for first. */
  readonly workingDirectory?: string | undefined
  /** Where this process runs: what follows from it goes before the defaults. Without it nothing does. */
  readonly evidence?: Evidence | undefined
}

/**
 * The configuration in force: arguments before environment before file before default. Throws
 * PB_CONFIG_INVALID with all faults at once, PB_CONFIG_NOT_LOOPBACK if a host that others can
 * reach is the only one, PB_CONFIG_FILE_UNREADABLE.
 */
export function loadConfig(options: LoadConfigOptions = {}): Config {
  const { environment = process.env, workingDirectory = process.cwd() } = options
  const values = createValues()
  const inline = [
    readArguments(options.arguments ?? {}, workingDirectory),
    readEnvironment(environment, workingDirectory),
  ]
  overlay(values, givenIn(inline))
  const readings = [...inline, ...readFile(options, environment, workingDirectory, values)]
  const given = givenIn(readings)
  overlay(values, given)

  const wrongValues = faultsOf(given, values)
  const faults = [
    ...readings.flatMap((reading) => reading.faults),
    ...wrongValues,
    // Of a value that is wrong by itself nothing more is said.
    ...combinationFaults(given, values).filter(
      ({ pointer }) => !wrongValues.some((wrong) => wrong.pointer === pointer),
    ),
  ]
  if (faults.length > 0) throw refusal(faults)
  const isGiven = (key: string) => given.some(({ setting }) => setting.key === key)
  const place = options.evidence && followEnvironment(values, isGiven, options.evidence)
  const followed = {
    ...place?.origins,
    ...followWeb(values, given),
    ...followWorkers(values, given),
  }
  values.validate({ allowed: 'strict' })
  const config = toConfig(values)
  const ours = Object.fromEntries(given.map(({ setting, place }) => [setting.key, place]))
  // Of a service the supervisor knows more: to it everything comes from the environment.
  setOrigins(config, readOrigins(environment) ?? { ...ours, ...followed })
  if (place) setEnvironment(config, place.detected)
  return config
}

/** Of each setting the first that was given, for readings in the order of their precedence. */
function givenIn(readings: readonly Reading[]): readonly Given[] {
  const all = readings.flatMap((reading) => reading.given)
  return settings.flatMap((setting) => all.find((given) => given.setting === setting) ?? [])
}

function overlay(values: Values, given: readonly Given[]): void {
  for (const { setting, written, folder } of given) {
    values.set(setting.key, formats[setting.format].coerce(written, folder))
  }
}

function readFile(
  { configFile }: LoadConfigOptions,
  environment: Environment,
  workingDirectory: string,
  values: Values,
): readonly Reading[] {
  // Its supervisor has read the file; read again, it could say something else by now.
  if (isSupervised(environment) && configFile === undefined) return []
  const file = findConfigFile({
    named: configFile ?? environment['PROMPTBIN_CONFIG'],
    workingDirectory,
    dataDirectory: String(values.get('data_dir')),
  })
  if (file === undefined) return []
  const fromHere = relative(workingDirectory, file)
  return [readConfigFile(file, fromHere.startsWith('..') ? file : fromHere)]
}

function faultsOf(given: readonly Given[], values: Values): readonly ValueFault[] {
  return given.flatMap(({ setting, written, origin }) => {
    const expected = formats[setting.format].expected(values.get(setting.key), setting)
    if (expected === undefined) return []
    const message = `must be ${expected}, but ${origin} says ${showValue(written, setting)}.`
    return [{ pointer: setting.key, message, notLoopback: setting.format === 'loopback-host' }]
  })
}

function refusal(faults: readonly ValueFault[]): Error {
  const make = faults.every(({ notLoopback }) => notLoopback) ? configNotLoopback : configInvalid
  const fields = faults.map(({ pointer, message }) => ({ pointer, message }))
  return make.with({ fields }, fields.map(({ pointer }) => pointer).join(', '))
}

/** A gateway that is told nothing else expects prompt-web where this configuration puts it. */
function followWeb(values: Values, given: readonly Given[]): Origins {
  if (given.some(({ setting }) => setting.key === 'mcp.web_url')) return {}
  const host = String(values.get('web.host'))
  const port = values.get('web.port')
  values.set('mcp.web_url', `http://${host.includes(':') ? `[${host}]` : host}:${port}`)
  return { 'mcp.web_url': { kind: 'derived', source: 'web.host and web.port' } }
}

/** Several gateway processes cannot share a session, so unless told otherwise they have none. */
function followWorkers(values: Values, given: readonly Given[]): Origins {
  if (given.some(({ setting }) => setting.key === 'mcp.legacy')) return {}
  if (Number(values.get('mcp.workers')) <= 1) return {}
  values.set('mcp.legacy', 'stateless')
  return { 'mcp.legacy': { kind: 'derived', source: 'mcp.workers' } }
}
