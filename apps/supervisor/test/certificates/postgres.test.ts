import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import {
  queryPostgres,
  startEmbeddedPostgres,
  type TestPostgres,
} from '@promptbin/prompt-store/testing/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { certificatePlacesOf } from '../../src/checks/certificates/places/places-of.ts'
import { readCertificates } from '../../src/checks/certificates/reading/read-certificates.ts'
import { makeCertificate } from './make-certificate.ts'

let folder: string
let server: TestPostgres

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-certificates-'))
  server = await startEmbeddedPostgres()
})

afterAll(async () => {
  await server.discard()
  rmSync(folder, { recursive: true })
})

/** What is read of the server by an address with these parameters. */
async function read(parameters: string) {
  const url = `${server.url}?${parameters}`
  const config = loadConfig({ environment: { PROMPTBIN_STORE_URL: url }, workingDirectory: '/' })
  return readCertificates(certificatePlacesOf(config), new AbortController().signal)
}

/** Gives the server a certificate, and waits until it goes by it. */
async function speakTls(): Promise<void> {
  const { key, cert } = makeCertificate(folder, { name: 'db.example.org', days: 10 })
  const [row] = await queryPostgres(server.url, 'SHOW data_directory')
  const { uid, gid } = statSync(row?.['data_directory'])
  for (const [name, content] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
    const file = join(row?.['data_directory'], name)
    writeFileSync(file, content, { mode: 0o600 })
    chownSync(file, uid, gid)
  }
  await queryPostgres(server.url, 'ALTER SYSTEM SET ssl = on')
  await queryPostgres(server.url, 'SELECT pg_reload_conf()')
  await expect
    .poll(() => queryPostgres(server.url, 'SHOW ssl').then((rows) => rows[0]?.['ssl']))
    .toBe('on')
}

test('a server of PostgreSQL shows its certificate when it is asked as it wants to be', async () => {
  expect(await read('sslmode=require')).toMatchObject([
    { certificate: null, unread: 'PostgreSQL does not speak TLS there' },
  ])
  await speakTls()
  const own = join(folder, 'db.example.org.pem')
  const sights = await read(`sslmode=verify-full&sslrootcert=${own}`)
  expect(sights.map(({ place }) => place.setting)).toEqual(['store.url', 'store.url?sslrootcert'])
  for (const { unread, certificate } of sights) {
    expect(unread).toBeNull()
    expect(certificate).toMatchObject({ subject: 'db.example.org', issuer: 'db.example.org' })
  }
  expect(await read('sslmode=require&sslnegotiation=direct')).toMatchObject([
    { certificate: { subject: 'db.example.org' } },
  ])
})
