/** The characters of a token in a header (RFC 6750 section 2.1). */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i

/** More than any authorization server makes; Node takes headers of 16 KiB at most. */
const longestToken = 8_192

/**
 * The token in `Authorization`, which is the only place where one is looked for; undefined if the
 * header holds anything else.
 */
export function readBearer(header: string): string | undefined {
  if (header.length > longestToken) return undefined
  return BEARER.exec(header)?.[1]
}
