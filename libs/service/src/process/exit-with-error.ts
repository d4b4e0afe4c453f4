import { PromptBinError } from '@promptbin/errors'

/**
 * Ends a program that cannot start: tells the person at the terminal what is wrong and what to do,
 * and exits 1. The one place where a start-up error is shown.
 */
export function exitWithError(error: unknown): never {
  process.stderr.write(`${describeStartError(error)}\n`)
  process.exit(1)
}

/** Two lines for a failure that we know, the whole stack for a defect. */
export function describeStartError(error: unknown): string {
  if (!(error instanceof PromptBinError)) {
    return `PB_INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
  const fields = error.fields.map(({ pointer, message }) => `  ${pointer}: ${message}`)
  return [`${error.code}: ${error.message}`, ...fields, error.hint].join('\n')
}
