import {
  type Config,
  type ConfigReading,
  type DescribedSetting,
  describeConfig,
  gatherEvidence,
  type LoadConfigOptions,
  loadConfig,
  readConfiguration,
} from '@promptbin/config'
import { Option } from 'commander'
import type { FileText } from '../../configuration/configuration-source.ts'
import { locateDataFolder } from '../../instance/data-folder.ts'
import { findInstance } from '../../instance/find-instance.ts'
import { configToFind, type GlobalOptions } from '../command-line.ts'
import { inquire } from '../running/running-instance.ts'

/** Every setting by its key. */
export type Settings = Readonly<Record<string, DescribedSetting>>

/** The settings that a command tells of. */
export interface SettingsHere {
  /** Whether they are those of the instance that runs, or those that a start here would have. */
  readonly of: 'running' | 'start'
  readonly settings: Settings
}

export interface LocalOption extends GlobalOptions {
  readonly local?: boolean
}

/** The option that has the settings of the instance that runs passed over. */
export function localOption(what = 'what a start here would have, even if PromptBin runs'): Option {
  return new Option('--local', what)
}

/**
 * Reads the configuration as `promptbin start` would here, with its faults; `instead` is what the
 * configuration file is taken to say.
 */
export function readHere(options: GlobalOptions, instead?: FileText): ConfigReading {
  return readConfiguration({
    ...startOptions(options),
    ...(instead && { configFile: instead.file, configText: { text: instead.text } }),
  })
}

/** What a start here would have if its file said nothing. Throws what `loadConfig` throws. */
export function configWithoutFile(options: GlobalOptions): Config {
  return loadConfig({ ...startOptions(options), configText: { text: '' } })
}

/** The configuration that `promptbin start` would have here. Throws what `loadConfig` throws. */
export function wouldHave(options: GlobalOptions): Config {
  return loadConfig(startOptions(options))
}

/**
 * The settings of the instance that runs on the data folder, else those that a start here would have.
 * Throws what `loadConfig` throws.
 */
export async function settingsHere(options: LocalOption): Promise<SettingsHere> {
  const running = options.local ? undefined : await runningSettings(configToFind(options).dataDir)
  return running === undefined
    ? { of: 'start', settings: describeConfig(wouldHave(options)) }
    : { of: 'running', settings: running }
}

/** The settings of the instance that runs on a data folder; undefined where none does. */
export async function runningSettings(dataDir: string): Promise<Settings | undefined> {
  const found = await findInstance(locateDataFolder(dataDir))
  if (found === undefined) return undefined
  const { settings } = (await inquire(found, '/api/v1/config')) as { readonly settings: Settings }
  return settings
}

function startOptions(options: GlobalOptions): LoadConfigOptions {
  return {
    arguments: { dataDir: options.dataDir },
    configFile: options.config,
    evidence: gatherEvidence({ command: 'start', speaksStdio: false }),
  }
}
