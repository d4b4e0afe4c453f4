import { PromptBinError } from '@promptbin/errors'
import { loadConfig } from '../src/loading/load-config.ts'
import type { LoadConfigOptions } from '../src/loading/read-configuration.ts'

/** The error with which a configuration is refused. */
export function refusalOf(options: LoadConfigOptions): PromptBinError {
  try {
    loadConfig(options)
  } catch (error) {
    if (error instanceof PromptBinError) return error
    throw error
  }
  throw new Error('The configuration was accepted.')
}
