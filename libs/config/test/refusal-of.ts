import { PromptBinError } from '@promptbin/errors'
import { type LoadConfigOptions, loadConfig } from '../src/loading/load-config.ts'

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
