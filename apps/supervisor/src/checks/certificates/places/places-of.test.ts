import { loadConfig } from '@promptbin/config'
import { expect, test } from 'vitest'
import { certificateSettings } from './certificate-place.ts'
import { certificateKeys, certificatePlacesOf } from './places-of.ts'

type Variables = Readonly<Record<string, string>>

const placesOf = (environment: Variables) =>
  certificatePlacesOf(loadConfig({ environment, workingDirectory: '/' }))

/** Each as `setting shown opening`. */
const told = (environment: Variables) =>
  placesOf(environment).map((place) =>
    [place.setting, place.shown, place.kind === 'server' ? place.opening : place.holds].join(' '),
  )

const everything: Variables = {
  PROMPTBIN_MCP_PUBLIC_URL: 'https://prompts.example.org/mcp',
  PROMPTBIN_SHARE_PUBLIC_URL: 'https://[2001:db8::1]:8443',
  PROMPTBIN_AUTH_ISSUER: 'https://login.example.org',
  PROMPTBIN_AUTH_JWKS_URL: 'https://login.example.org/keys',
  PROMPTBIN_LOGGING_SHIP: JSON.stringify([
    { type: 'loki', url: 'https://logs.example.org:3100', user: 'me', password: 'c4nary' },
    { type: 'otlp', url: 'https://collector.example.org/v1/logs', headers: { key: 'c4nary' } },
    { type: 'syslog', host: 'syslog.example.org', port: 6514, transport: 'tls' },
    { type: 'file', path: '/var/log/copy.jsonl' },
  ]),
  PROMPTBIN_TRACING_ENDPOINT: 'https://traces.example.org',
  PROMPTBIN_BACKUP_SECOND_PLACE: 's3://backups/promptbin',
  PROMPTBIN_BACKUP_S3_ENDPOINT: 'https://storage.example.org:9000',
  PROMPTBIN_STORE_URL:
    'postgres://me:c4nary@db.example.org/promptbin?sslmode=verify-full&sslrootcert=/etc/ca.pem&sslcert=/etc/own.pem&sslkey=/etc/own.key',
}

test('every place with TLS that a configuration names is known, by host and port', () => {
  expect(told(everything)).toEqual([
    'mcp.public_url prompts.example.org:443 tls',
    'share.public_url [2001:db8::1]:8443 tls',
    'auth.issuer login.example.org:443 tls',
    'auth.jwks_url login.example.org:443 tls',
    'logging.ship logs.example.org:3100 tls',
    'logging.ship collector.example.org:443 tls',
    'logging.ship syslog.example.org:6514 tls',
    'tracing.endpoint traces.example.org:443 tls',
    'backup.s3_endpoint storage.example.org:9000 tls',
    'store.url db.example.org:5432 postgresql',
    'store.url?sslrootcert /etc/ca.pem authorities',
    'store.url?sslcert /etc/own.pem own',
  ])
  expect(JSON.stringify(placesOf(everything))).not.toContain('c4nary')
})

test('each setting that names one is among those that are told, and a change of it is noticed', () => {
  const settings = new Set(placesOf(everything).map(({ setting }) => setting))
  expect([...settings].toSorted()).toEqual(certificateSettings.toSorted())
  for (const setting of settings) expect(certificateKeys).toContain(setting.split('?')[0])
})

test('without TLS there is none', () => {
  expect(told({})).toEqual([])
  expect(
    told({
      PROMPTBIN_MCP_PUBLIC_URL: 'http://prompts.example.org/mcp',
      PROMPTBIN_SHARE_ENABLED: 'false',
      PROMPTBIN_SHARE_PUBLIC_URL: 'https://prompts.example.org',
      PROMPTBIN_LOGGING_SHIP: '[{"type":"syslog"},{"type":"loki","url":"http://127.0.0.1:3100"}]',
      PROMPTBIN_TRACING_ENDPOINT: 'http://127.0.0.1:4318',
      PROMPTBIN_BACKUP_SECOND_PLACE: '/mnt/backups',
      PROMPTBIN_BACKUP_S3_ENDPOINT: 'https://storage.example.org',
      PROMPTBIN_STORE_URL: 'postgres://db.example.org/promptbin',
    }),
  ).toEqual([])
})

test.each([
  ['sslmode=disable&sslrootcert=/etc/ca.pem', []],
  ['host=/var/run/postgresql&sslmode=require', []],
  ['sslmode=require', ['store.url db:5432 postgresql']],
  ['sslmode=no-verify&port=5433', ['store.url db:5433 postgresql']],
  ['ssl=true&host=other', ['store.url other:5432 postgresql']],
  ['sslnegotiation=direct', ['store.url db:5432 postgresql-direct']],
  [
    'sslrootcert=/etc/ca.pem',
    ['store.url db:5432 postgresql', 'store.url?sslrootcert /etc/ca.pem authorities'],
  ],
])('the parameters of a database are read as libpq does: %s', (parameters, expected) => {
  expect(told({ PROMPTBIN_STORE_URL: `postgres://db/promptbin?${parameters}` })).toEqual(expected)
})
