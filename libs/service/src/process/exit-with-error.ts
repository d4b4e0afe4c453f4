import { PromptBinError } from '@promptbin/errors'
import { EXIT_BAD_CONFIGURATION } from '@promptbin/ipc'

/**
 * Ends a program that cannot start: tells the person at the terminal what is wrong and what to do,
 * and exits 1, or 78 when its configuration is refused. The one place where a start-up error is
 * shown.
 */
export function exitWithError(error: unknown): never {
  process.stderr.write(`${describeStartError(error)}\n`)
  process.exit(isConfigurationRefused(error) ? EXIT_BAD_CONFIGURATION : 1)
}

function isConfigurationRefused(error: unknown): boolean {
  return error instanceof PromptBinError && error.code.startsWith('PB_CONFIG_')
}

/** Two lines for a failure that we know, the whole stack for a defect. */
export function describeStartError(error: unknown): string {
  if (!(error instanceof PromptBinError)) {
    return `PB_INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
  const fields = error.fields.map(({ pointer, message }) => `  ${pointer}: ${message}`)
  return [`${error.code}: ${error.message}`, ...fields, error.hint].join('\n')
}
