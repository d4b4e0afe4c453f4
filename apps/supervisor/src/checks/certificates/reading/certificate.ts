import type { X509Certificate } from 'node:crypto'

/** What is known of a certificate. */
export interface Certificate {
  /** Whose it is: the common name, else the first of the names that it is for. */
  readonly subject: string
  /** Who has signed it; the same as the subject where nobody else has. */
  readonly issuer: string
  /** From when on and until when it is valid, in ms since 1970. */
  readonly validFromMs: number
  readonly validUntilMs: number
}

/** What came of a look at a place: a certificate, or why there is none, in a few words. */
export type Reading = { readonly certificate: Certificate } | { readonly unread: string }

/** Names come from a stranger, and are shown. */
const longestName = 80

/** What an X.509 certificate (RFC 5280) says of itself; whether it is to be trusted is not asked. */
export function describeCertificate(x509: X509Certificate): Certificate {
  const [alternative = ''] = x509.subjectAltName?.split(', ') ?? []
  return {
    subject: shownName(commonName(x509.subject) || alternative.replace(/^[\w ]+:/, '')),
    issuer: shownName(commonName(x509.issuer) || x509.issuer),
    validFromMs: x509.validFromDate.getTime(),
    validUntilMs: x509.validToDate.getTime(),
  }
}

/** Of a name as Node writes it, a part a line; '' where it has none. */
function commonName(name: string | undefined): string {
  return /^CN=(?<name>.+)$/m.exec(name ?? '')?.groups?.['name'] ?? ''
}

function shownName(name: string | undefined): string {
  const shown = (name ?? '').replace(/[\p{C}"]+/gu, ' ').trim()
  return shown.slice(0, longestName) || 'nobody'
}
