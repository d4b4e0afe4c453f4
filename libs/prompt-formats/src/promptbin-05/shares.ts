import { createHash } from 'node:crypto'
import type { ImportedShare } from '@promptbin/prompts'
import { importSharesInvalid } from '../errors.ts'
import { isObject, type PlainObject } from '../values/plain-json.ts'

/** The links of a former library that still lead somewhere, and what was left out. */
export interface FormerShares {
  readonly byPrompt: ReadonlyMap<string, readonly ImportedShare[]>
  readonly expired: number
  /** How many could not be read. */
  readonly faulty: number
}

/** The last moment that a time in ECMAScript can name, in seconds since 1970. */
const maxSeconds = 8.64e12

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= maxSeconds
}

const fromSeconds = (seconds: number) => new Date(Math.round(seconds * 1_000)).toISOString()

function shareOf(token: string, share: unknown): { prompt: string; share: ImportedShare } | null {
  if (!isObject(share) || typeof share['prompt_id'] !== 'string' || token === '') return null
  const { created_at: createdAt, access_count: views = 0 } = share
  // 0.5 took a zero, too, for a link that never expires.
  const expiresAt = share['expires_at'] || null
  if (!isTime(createdAt) || !(expiresAt === null || isTime(expiresAt))) return null
  if (typeof views !== 'number' || !Number.isSafeInteger(views) || views < 0) return null
  return {
    prompt: share['prompt_id'],
    share: {
      tokenHash: createHash('sha256').update(token, 'utf8').digest('hex'),
      createdAt: fromSeconds(createdAt),
      expiresAt: expiresAt === null ? null : fromSeconds(expiresAt),
      views,
    },
  }
}

function parseShares(text: string): PlainObject {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw importSharesInvalid.with({ cause }, 'shares.json is damaged')
  }
  if (isObject(parsed)) return parsed
  throw importSharesInvalid('shares.json is not as PromptBin 0.5 wrote it')
}

/**
 * Reads the `shares.json` of PromptBin 0.5: by token the prompt, times in seconds since 1970, and
 * views. Only a token's hash is kept. Throws `PB_IMPORT_SHARES_INVALID` if the file is damaged.
 */
export function readFormerShares(text: string, now: Date): FormerShares {
  const byPrompt = new Map<string, ImportedShare[]>()
  let expired = 0
  let faulty = 0
  for (const [token, value] of Object.entries(parseShares(text))) {
    const found = shareOf(token, value)
    if (found === null) {
      faulty += 1
    } else if (found.share.expiresAt !== null && found.share.expiresAt <= now.toISOString()) {
      expired += 1
    } else {
      const others = byPrompt.get(found.prompt) ?? []
      byPrompt.set(found.prompt, [...others, found.share])
    }
  }
  return { byPrompt, expired, faulty }
}
