import type { Config, LogSinkSetting } from '@promptbin/config'
import type { CertificatePlace, CertificateSetting, Opening } from './certificate-place.ts'

/** Keys of all settings that `certificatePlacesOf` goes by. */
export const certificateKeys: readonly string[] = [
  'mcp.public_url',
  'share.enabled',
  'share.public_url',
  'auth.issuer',
  'auth.jwks_url',
  'logging.ship',
  'tracing.endpoint',
  'backup.second_place',
  'backup.s3_endpoint',
  'store.url',
]

const [httpsPort, postgresPort] = [443, 5432]

/** Every place with a certificate that a configuration names, and no other; asks nobody. */
export function certificatePlacesOf({
  mcp,
  share,
  auth,
  logging,
  tracing,
  backup,
  store,
}: Config): readonly CertificatePlace[] {
  return [
    ...placesOfUrl('mcp.public_url', mcp.publicUrl),
    ...placesOfUrl('share.public_url', share.enabled ? share.publicUrl : ''),
    ...placesOfUrl('auth.issuer', auth.issuer),
    ...placesOfUrl('auth.jwks_url', auth.jwksUrl),
    ...logging.ship.flatMap(placesOfSink),
    ...placesOfUrl('tracing.endpoint', tracing.endpoint),
    ...placesOfUrl('backup.s3_endpoint', /^s3:/.test(backup.secondPlace) ? backup.s3Endpoint : ''),
    ...placesOfDatabase(store.url),
  ]
}

function placesOfUrl(setting: CertificateSetting, url: string): readonly CertificatePlace[] {
  if (url === '') return []
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'https:') return []
  return [server(setting, { host: hostname, port: Number(port || httpsPort), opening: 'tls' })]
}

function placesOfSink(sink: LogSinkSetting): readonly CertificatePlace[] {
  if (sink.type === 'loki' || sink.type === 'otlp') return placesOfUrl('logging.ship', sink.url)
  if (sink.type !== 'syslog' || sink.transport !== 'tls') return []
  return [server('logging.ship', { ...sink, opening: 'tls' })]
}

/** As libpq and `pg` read an address; one that is a folder is that of a socket, which has no TLS. */
function placesOfDatabase(url: string): readonly CertificatePlace[] {
  if (url === '') return []
  const { hostname, port, searchParams } = new URL(url)
  const asked = (name: string) => searchParams.get(name) ?? ''
  if (!usesTls(asked)) return []
  const host = asked('host') || decodeURIComponent(hostname)
  if (host.startsWith('/')) return []
  const opening = asked('sslnegotiation') === 'direct' ? 'postgresql-direct' : 'postgresql'
  const address = { host, port: Number(asked('port') || port || postgresPort), opening } as const
  return [
    server('store.url', address),
    ...placesOfFile('store.url?sslrootcert', asked('sslrootcert'), 'authorities'),
    ...placesOfFile('store.url?sslcert', asked('sslcert'), 'own'),
  ]
}

function usesTls(asked: (parameter: string) => string): boolean {
  const mode = asked('sslmode')
  if (mode !== '') return mode !== 'disable'
  const isAsked = ['true', '1'].includes(asked('ssl')) || asked('sslnegotiation') === 'direct'
  return isAsked || ['sslrootcert', 'sslcert', 'sslkey'].some((name) => asked(name) !== '')
}

function placesOfFile(
  setting: CertificateSetting,
  path: string,
  holds: 'authorities' | 'own',
): readonly CertificatePlace[] {
  return path === '' ? [] : [{ kind: 'file', setting, shown: path, holds }]
}

function server(
  setting: CertificateSetting,
  address: { readonly host: string; readonly port: number; readonly opening: Opening },
): CertificatePlace {
  const host = address.host.replace(/^\[|\]$/g, '')
  const { port, opening } = address
  const shown = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return { kind: 'server', setting, shown, host, port, opening }
}
