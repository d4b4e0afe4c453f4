/** Codes of our own, for faults that come without one. */
const noTls = 'TLS_NOT_SPOKEN'
const unreadable = 'TLS_FILE_UNREADABLE'
const noAuthority = 'TLS_NO_AUTHORITY'

/** What is told of the faults that are met most. */
const problems: Readonly<Record<string, string>> = {
  [noTls]: 'the server does not speak TLS',
  [unreadable]: 'a file that sslrootcert, sslcert or sslkey names cannot be read',
  [noAuthority]: 'sslmode=verify-ca needs sslrootcert',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the server is for another host',
  CERT_HAS_EXPIRED: 'the certificate of the server has expired',
  CERT_NOT_YET_VALID: 'the certificate of the server is not valid yet',
}

const untrusted = 'no authority that is trusted has signed the certificate of the server'

/** How Node names the reasons that OpenSSL has to mistrust (nodejs.org/api/tls.html, X509 error codes). */
const mistrust =
  /^(?:UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|CERT|CRL|ERROR_IN_C|INVALID_(?:CA|PURPOSE)|PATH_LENGTH|HOSTNAME)/

/** How Node names what goes wrong when two sides agree on how to encrypt. */
const disagreement = /^ERR_(?:TLS|SSL|OSSL)_/

/**
 * The address with which `pg` takes `sslmode` as libpq does, by which it is documented. By itself it takes
 * `require` and `verify-ca` for `verify-full`, and warns that it will not do so for ever.
 */
export function asLibpqMeansIt(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}uselibpqcompat=true`
}

/** Gives what went wrong with TLS a code, where it has none of its own. */
export function withTlsCode(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = tlsCodeOf(error)
  return code === undefined ? error : Object.assign(error, { code })
}

function tlsCodeOf(error: Error & { readonly syscall?: string }): string | undefined {
  if (error.message === 'The server does not support SSL connections') return noTls
  if (error.message.includes('sslmode=verify-ca requires')) return noAuthority
  // Only certificates and keys are files; a socket is connected to.
  return error.syscall === 'open' || error.syscall === 'read' ? unreadable : undefined
}

/**
 * Why a connection is not as safe as its address asks, by the code of what went wrong; undefined if that
 * was something else. It names neither host nor file, as it is told to whoever asks for a prompt.
 */
export function tlsProblem(code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  const known = problems[code]
  if (known !== undefined) return known
  if (mistrust.test(code)) return untrusted
  return disagreement.test(code) ? 'the server and PromptBin agree on no way to encrypt' : undefined
}
