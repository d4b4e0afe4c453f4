import { type Config, foreignVariables, loadConfig } from '@promptbin/config'
import { PromptBinError } from '@promptbin/errors'
import type { Subject } from '../../diagnostics/scene.ts'
import { subjectWith } from '../../diagnostics/subject.ts'
import type { GlobalOptions } from '../command-line.ts'
import { configWithoutFile, readHere } from '../config/settings-here.ts'

/** What a start here would work with, also where it would be refused. */
export function subjectHere(options: GlobalOptions): Subject {
  const read = () => readHere(options)
  return subjectWith(configHere(options), read)
}

/** What is wrong leaves the defaults: in the file first, then in the environment as well. */
function configHere(options: GlobalOptions): Config {
  const attempts = [
    () => readHere(options).config,
    () => configWithoutFile(options),
    () => defaultsOn(options.dataDir),
  ]
  for (const attempt of attempts) {
    const config = orUndefined(attempt)
    if (config !== undefined) return config
  }
  return defaultsOn(undefined)
}

function orUndefined(attempt: () => Config | undefined): Config | undefined {
  try {
    return attempt()
  } catch (error) {
    if (error instanceof PromptBinError) return undefined
    throw error
  }
}

function defaultsOn(dataDir: string | undefined): Config {
  const environment = foreignVariables(['PROMPTBIN_DATA_DIR', 'HOME'])
  return loadConfig({ arguments: { dataDir }, environment, configText: { text: '' } })
}
