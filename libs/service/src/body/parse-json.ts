import secureJson from 'secure-json-parse'
import {
  bodyKeyForbidden,
  bodyKeyRepeated,
  bodyKeysTooMany,
  bodyNotJson,
  bodyNotUtf8,
  bodyNumberInexact,
  bodyTooDeep,
} from '../errors.ts'
import { scanJson } from './scan-json.ts'

/** Deep enough for any prompt, shallow enough for any code that walks over it. */
export const DEFAULT_MAX_DEPTH = 32

/**
 * As many members as one object of a body has, and as all have together. Each new name costs the
 * engine so much that a hundred thousand of them would hold up everybody else.
 */
const maxWidth = 1_000
const maxMembers = 20_000

/**
 * Reads JSON that a stranger sent. Throws PB_BODY_NOT_UTF8, PB_BODY_TOO_DEEP, PB_BODY_NOT_JSON or
 * PB_BODY_KEY_FORBIDDEN.
 */
export function parseJson(bytes: Uint8Array, maxDepth: number = DEFAULT_MAX_DEPTH): unknown {
  const text = decode(bytes)
  if (scanJson(bytes, maxDepth).isTooDeep) throw bodyTooDeep(maxDepth)
  return parse(text)
}

/**
 * Reads JSON as `parseJson` does, and refuses what cannot be kept as it was written: a name that an
 * object has twice (PB_BODY_KEY_REPEATED), and a number beyond those that are exact
 * (PB_BODY_NUMBER_INEXACT). Both would be lost without a word (RFC 7493 sections 2.2 and 2.3). Also
 * refuses more names than any body needs (PB_BODY_KEYS_TOO_MANY).
 */
export function parseExactJson(bytes: Uint8Array, maxDepth: number): unknown {
  const text = decode(bytes)
  const { isTooDeep, members, widest } = scanJson(bytes, maxDepth)
  if (isTooDeep) throw bodyTooDeep(maxDepth)
  if (widest > maxWidth || members > maxMembers) throw bodyKeysTooMany(maxWidth, maxMembers)
  const value = parse(text)
  if (countMembers(value) < members) throw bodyKeyRepeated()
  return value
}

function parse(text: string): unknown {
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

/** How many members all objects within a value have. Throws PB_BODY_NUMBER_INEXACT. */
function countMembers(value: unknown): number {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw bodyNumberInexact()
  }
  if (typeof value !== 'object' || value === null) return 0
  const inner = Object.values(value)
  let members = Array.isArray(value) ? 0 : inner.length
  for (const one of inner) members += countMembers(one)
  return members
}
