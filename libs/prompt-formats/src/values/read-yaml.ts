import { PromptBinError } from '@promptbin/errors'
import { Lexer, parse } from 'yaml'
import { importFileInvalid } from '../errors.ts'
import { plainJson } from './plain-json.ts'

/** As long as YAML may be, in characters. Text in it is read fast. */
const maxLength = 2 ** 20

/** As many tokens as YAML may have; each costs some microseconds, whatever it is. */
export const maxTokens = 4_000

/** How often an anchor may stand for what it names. */
const maxAliases = 50

function isTooMuch(source: string): boolean {
  if (source.length > maxLength) return true
  let tokens = 0
  for (const _token of new Lexer().lex(source)) {
    tokens += 1
    if (tokens > maxTokens) return true
  }
  return false
}

/** The first line of what the parser says, without the excerpt below it. */
function reasonOf(error: unknown): string {
  const [first = ''] = error instanceof Error ? error.message.split('\n') : []
  return first.replace(/:$/, '')
}

/**
 * Reads one document of YAML 1.2 (core schema) as plain JSON. Throws `PB_IMPORT_FILE_INVALID` for
 * what is no YAML, and for what would take longer to read than any file of a prompt does.
 */
export function readYaml(source: string): unknown {
  if (isTooMuch(source)) throw importFileInvalid('its YAML is longer than that of any prompt')
  try {
    return plainJson(parse(source, { maxAliasCount: maxAliases, logLevel: 'error' }))
  } catch (cause) {
    if (cause instanceof PromptBinError) throw cause
    throw importFileInvalid.with({ cause }, `its YAML cannot be read: ${reasonOf(cause)}`)
  }
}
