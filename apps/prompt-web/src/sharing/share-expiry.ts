import { shareExpiryInvalid } from '../errors.ts'

/** How long a share lasts unless told. */
export const defaultShareDays = 30

/** The longest time that may be asked for in days: ten years. */
export const maxShareDays = 3_650

const dayMs = 24 * 60 * 60 * 1_000

/** When a share is to end: at a time (RFC 3339), after days, or never (`null`). */
export interface WantedExpiry {
  readonly expiresAt?: string | null | undefined
  readonly expiresInDays?: number | undefined
}

/**
 * The time in UTC at which a share ends. Throws `PB_SHARE_EXPIRY_INVALID` if that is not to come,
 * or both a time and days were given.
 */
export function expiryOf({ expiresAt, expiresInDays }: WantedExpiry, now: number): string | null {
  if (expiresAt !== undefined && expiresInDays !== undefined) {
    throw shareExpiryInvalid('both a time and a number of days were given')
  }
  if (expiresAt === null) return null
  if (expiresAt === undefined) {
    return new Date(now + (expiresInDays ?? defaultShareDays) * dayMs).toISOString()
  }
  const at = Date.parse(expiresAt)
  if (!Number.isFinite(at)) throw shareExpiryInvalid('there is no such time')
  if (at <= now) throw shareExpiryInvalid('that time is over')
  return new Date(at).toISOString()
}
