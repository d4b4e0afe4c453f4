/** What a session is kept by in a browser. */
export interface SessionCookie {
  /** Without the prefix. Ports share their cookies, so each service has its own. */
  readonly name: string
  readonly value: string
  /** 0 takes it away. */
  readonly maxAgeSeconds: number
  /** Whether the browser came by https; one that did not would drop what is secure. */
  readonly isSecure: boolean
}

/** Bound to exactly this host, path and scheme, whatever a neighbour sets (RFC 6265bis 4.1.3.2). */
const prefix = '__Host-'

/** For `Set-Cookie`: never sent along by another site's forms, never read by a script. */
export function sessionCookie({ name, value, maxAgeSeconds, isSecure }: SessionCookie): string {
  const rules = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`
  return isSecure ? `${prefix}${name}=${value}; ${rules}; Secure` : `${name}=${value}; ${rules}`
}

/** What the browser keeps a session by; of two the one that nobody else can have set. */
export function readSessionCookie(header: string | undefined, name: string): string | undefined {
  return readCookie(header, prefix + name) ?? readCookie(header, name)
}

/** The value of a cookie (RFC 6265 section 4.2); the first of several. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key = '', ...rest] = pair.split('=')
    if (key.trim() === name) return rest.join('=').trim()
  }
  return undefined
}
