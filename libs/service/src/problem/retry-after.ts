/** Seconds until a client that was turned away should come back. */
const USUAL_SECONDS = 2

/** What takes longer: people are at it. */
const SECONDS_BY_CODE: Readonly<Record<string, number>> = { PB_MAINTENANCE: 60 }

/** What `Retry-After` (RFC 9110) says beside a 503 with this code. */
export function retryAfterSeconds(code: string): number {
  return Object.hasOwn(SECONDS_BY_CODE, code)
    ? (SECONDS_BY_CODE[code] ?? USUAL_SECONDS)
    : USUAL_SECONDS
}
