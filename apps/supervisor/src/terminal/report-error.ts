import { PromptBinError } from '@promptbin/errors'
import { CommanderError } from 'commander'
import { notRunning } from '../errors.ts'
import { exitCodes } from './exit-codes.ts'
import type { Output } from './terminal.ts'

/** What a script may want to tell from other failures. */
const codes: Readonly<Record<string, number>> = {
  [notRunning.definition.code]: exitCodes.notRunning,
  PB_CONFIG_NOT_LOOPBACK: exitCodes.notAllowed,
  PB_FAILPOINTS_OFF: exitCodes.notAllowed,
}

/**
 * Tells why a command failed, in words or as one line of JSON, never as a stack. Returns the exit
 * code that says the same.
 */
export function reportError(error: unknown, stderr: Output, options: { json: boolean }): number {
  if (error instanceof CommanderError) {
    // Commander has said what was wrong with the line already, or has printed the help.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
  const { code, message, hint, fields } = describe(error)
  const lines = fields.map(({ pointer, message }) => `  ${pointer}: ${message}`)
  const text = options.json
    ? JSON.stringify({ error: { code, message, hint, fields } })
    : [`${code}: ${message}`, ...lines, hint].join('\n')
  stderr.write(`${text}\n`)
  return codes[code] ?? exitCodes.failed
}

function describe(error: unknown): Pick<PromptBinError, 'code' | 'message' | 'hint' | 'fields'> {
  if (error instanceof PromptBinError) return error
  return {
    code: 'PB_INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    hint: 'This is a defect of PromptBin. The log may say more: logs/promptbin.log.',
    fields: [],
  }
}
