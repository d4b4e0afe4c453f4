import secureJson from 'secure-json-parse'
import { bodyKeyForbidden, bodyNotJson, bodyNotUtf8, bodyTooDeep } from '../errors.ts'
import { isDeeperThan } from './json-depth.ts'

/** Deep enough for any prompt, shallow enough for any code that walks over it. */
export const DEFAULT_MAX_DEPTH = 32

/**
 * Reads JSON that a stranger sent. Throws PB_BODY_NOT_UTF8, PB_BODY_TOO_DEEP, PB_BODY_NOT_JSON or
 * PB_BODY_KEY_FORBIDDEN.
 */
export function parseJson(bytes: Uint8Array, maxDepth: number = DEFAULT_MAX_DEPTH): unknown {
  const text = decode(bytes)
  if (isDeeperThan(maxDepth, bytes)) throw bodyTooDeep(maxDepth)
  try {
    return secureJson.parse(text)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if (error.message.includes('forbidden prototype')) throw bodyKeyForbidden()
    throw bodyNotJson(placeOf(error))
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw bodyNotUtf8()
  }
}

/** Only the place: the rest of the engine's message quotes the body. */
function placeOf(error: Error): string {
  const place = /line (\d+) column (\d+)/.exec(error.message)
  return place === null ? '' : ` (line ${place[1]}, column ${place[2]})`
}
