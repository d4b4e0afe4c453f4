/**
 * The settings that may name a place with a certificate, as findings and metrics call them, and what is
 * done when it ends. What stands behind a `?` is a parameter of the address.
 */
export const remedies = {
  'mcp.public_url':
    'Renew it at the proxy before PromptBin; without a valid one AI clients do not connect.',
  'share.public_url':
    'Renew it at the proxy before PromptBin; without a valid one browsers warn of every link.',
  'auth.issuer':
    'Whoever runs the authorization server has to renew it; without a valid one its tokens are refused.',
  'auth.jwks_url':
    'Whoever runs the authorization server has to renew it; without a valid one its tokens are refused.',
  'logging.ship':
    'Whoever runs that server has to renew it; without a valid one it gets no lines of the log.',
  'tracing.endpoint':
    'Whoever runs the collector has to renew it; without a valid one it gets no traces.',
  'backup.s3_endpoint':
    'Whoever runs the storage has to renew it; without a valid one backups have no second place.',
  'store.url':
    'Renew it at the server of PostgreSQL; who checks it is refused without a valid one.',
  'store.url?sslrootcert':
    'Put the certificates of the present authority there; without a valid one no server is trusted.',
  'store.url?sslcert':
    'Put a new one there, with its key; without a valid one PostgreSQL lets nobody in.',
} as const satisfies Readonly<Record<string, string>>

export type CertificateSetting = keyof typeof remedies

/** All of them. */
export const certificateSettings = Object.keys(remedies) as readonly CertificateSetting[]

/** How a connection comes to TLS: at once, or after PostgreSQL was asked for it. */
export type Opening = 'tls' | 'postgresql' | 'postgresql-direct'

/** A server that shows its certificate to whoever connects. */
export interface ServerPlace {
  readonly kind: 'server'
  readonly setting: CertificateSetting
  /** Host and port, as they may be shown: no user, no path. */
  readonly shown: string
  /** A name or an address, without brackets. */
  readonly host: string
  readonly port: number
  readonly opening: Opening
}

/** A file with certificates in PEM. */
export interface FilePlace {
  readonly kind: 'file'
  readonly setting: CertificateSetting
  /** Its path. */
  readonly shown: string
  /** Authorities, of which one that is valid is enough, or a certificate of ours before its chain. */
  readonly holds: 'authorities' | 'own'
}

/** Where the configuration makes use of a certificate. */
export type CertificatePlace = ServerPlace | FilePlace
