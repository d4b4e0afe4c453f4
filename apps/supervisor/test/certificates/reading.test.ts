import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judgeCertificates } from '../../src/checks/certificates/judge-certificates.ts'
import type { ServerPlace } from '../../src/checks/certificates/places/certificate-place.ts'
import { readFromFile } from '../../src/checks/certificates/reading/from-file.ts'
import { readFromServer } from '../../src/checks/certificates/reading/from-server.ts'
import { readCertificates } from '../../src/checks/certificates/reading/read-certificates.ts'
import { dayMs, type MadeCertificate, makeCertificate } from './make-certificate.ts'
import { startPlainServer, startTlsServer } from './tls-server.ts'

let folder: string
let authority: MadeCertificate

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-certificates-'))
  authority = makeCertificate(folder, { name: 'Test Authority', days: 1000 })
})

afterAll(() => rmSync(folder, { recursive: true }))

const { signal } = new AbortController()

/** Long enough for a machine that does much else. */
const patient = { signal, timeoutMs: 60_000 }

const at = (port: number, more: Partial<ServerPlace> = {}): ServerPlace => ({
  kind: 'server',
  setting: 'mcp.public_url',
  shown: `127.0.0.1:${port}`,
  host: '127.0.0.1',
  port,
  opening: 'tls',
  ...more,
})

test.each([
  { name: 'long', days: 90, status: 'pass', evidence: [] },
  {
    name: 'ten-days',
    days: 10.5,
    status: 'warn',
    evidence: [/ends at 2\d{3}-.*Z, in 10 d 1[12] h\.$/],
  },
  { name: 'two-days', days: 2.5, status: 'fail', evidence: [/in 2 d 1[12] h\.$/] },
  {
    name: 'over',
    days: -5.1,
    status: 'fail',
    evidence: [/has ended at 2\d{3}-.*Z, 5 d 2 h ago\.$/],
  },
  {
    name: 'not-yet',
    fromDays: 2,
    days: 90,
    status: 'fail',
    evidence: [/is valid only from 2.*Z on\.$/],
  },
])('a certificate of $days days is judged: $status', async ({ status, evidence, ...wanted }) => {
  const { port } = await startTlsServer(makeCertificate(folder, { ...wanted, by: authority }))
  const sights = await readCertificates([at(port)], signal)
  expect(sights).toMatchObject([
    { unread: null, certificate: { subject: wanted.name, issuer: 'Test Authority' } },
  ])
  const untilMs = sights[0]?.certificate?.validUntilMs ?? 0
  expect(Math.abs(untilMs - Date.now() - wanted.days * dayMs)).toBeLessThan(10 * 60_000)
  const verdict = judgeCertificates(sights, Date.now())
  expect(verdict.status).toBe(status)
  expect(verdict.troubles.map((one) => one.evidence)).toEqual(
    evidence.map((one) => expect.stringMatching(one)),
  )
  for (const { evidence: told } of verdict.troubles) {
    expect(told).toContain(`127.0.0.1:${port} (mcp.public_url)`)
    expect(told).toContain(`signed by "Test Authority" for "${wanted.name}"`)
  }
})

test('one that nobody vouches for is read as well, and says so', async () => {
  const made = makeCertificate(folder, { name: 'alone', days: 10 })
  const { port } = await startTlsServer(made)
  const sights = await readCertificates([at(port)], signal)
  const [trouble] = judgeCertificates(sights, Date.now()).troubles
  expect(trouble?.evidence).toContain('signed by itself for "alone"')
})

test('a server is asked by its name, told nothing, and left', async () => {
  const server = await startTlsServer(makeCertificate(folder, { name: 'localhost', days: 90 }))
  for (const host of ['localhost', '127.0.0.1']) {
    const reading = await readFromServer(at(server.port, { host }), patient)
    expect(reading).toMatchObject({ certificate: { subject: 'localhost' } })
  }
  await server.allClosed()
  expect(server.heard()).toBe('')
  expect(server.names).toEqual(['localhost', ''])
})

test('a server that several settings name is asked once', async () => {
  const server = await startTlsServer(makeCertificate(folder, { name: 'shared', days: 90 }))
  const places = (['auth.issuer', 'auth.jwks_url'] as const).map((setting) =>
    at(server.port, { setting }),
  )
  const sights = await readCertificates(places, signal)
  expect(sights.map(({ certificate }) => certificate?.subject)).toEqual(['shared', 'shared'])
  expect(server.connections()).toBe(1)
})

test.each(['tls', 'postgresql', 'postgresql-direct'] as const)(
  'one that takes connections and never answers is given up (%s)',
  async (opening) => {
    const server = await startPlainServer()
    const reading = await readFromServer(at(server.port, { opening }), { signal, timeoutMs: 300 })
    expect(reading).toEqual({ unread: 'no answer within 0.3 s' })
    await server.allClosed()
    expect(server.connections()).toBe(1)
  },
)

test('one that agrees to TLS and then says nothing, or no TLS, is given up as well', async () => {
  const silent = await startPlainServer({ greeting: 'S' })
  const place = at(silent.port, { opening: 'postgresql' })
  expect(await readFromServer(place, { signal, timeoutMs: 300 })).toEqual({
    unread: 'no answer within 0.3 s',
  })
  await silent.allClosed()
  const babbling = await startPlainServer({ greeting: 'S, I said.' })
  const other = at(babbling.port, { opening: 'postgresql' })
  expect(await readFromServer(other, patient)).toEqual({
    unread: expect.stringMatching(/^no TLS there/),
  })
  const leaving = await startPlainServer({ greeting: 'S', leaves: true })
  const last = at(leaving.port, { opening: 'postgresql' })
  expect(await readFromServer(last, patient)).toEqual({ unread: 'it ends the connection' })
})

test('whoever does not wait any longer leaves no connection behind', async () => {
  const server = await startPlainServer()
  const patience = new AbortController()
  const reading = readFromServer(at(server.port), { ...patient, signal: patience.signal })
  await expect.poll(server.connections).toBe(1)
  patience.abort()
  expect(await reading).toMatchObject({ unread: expect.any(String) })
  await server.allClosed()
})

test('why there is no certificate is told', async () => {
  const http = await startPlainServer({ greeting: 'HTTP/1.1 400 Bad Request\r\n\r\n' })
  expect(await readFromServer(at(http.port), patient)).toEqual({
    unread: expect.stringMatching(/^no TLS there \(ERR_SSL_/),
  })
  const mute = await startPlainServer({ greeting: 'N' })
  expect(await readFromServer(at(mute.port, { opening: 'postgresql' }), patient)).toEqual({
    unread: 'PostgreSQL does not speak TLS there',
  })
  // Of all ports nobody listens on this one.
  expect(await readFromServer(at(1), patient)).toEqual({ unread: 'connections are refused' })
})

test('of authorities in a file the last one counts, of a certificate with its chain the first', async () => {
  const old = makeCertificate(folder, { name: 'old', days: 1 })
  const file = join(folder, 'both.pem')
  writeFileSync(file, `Ours.\n${old.cert}\n${authority.cert}`)
  const of = (holds: 'authorities' | 'own', shown = file) =>
    readFromFile({ kind: 'file', setting: 'store.url?sslcert', shown, holds })
  expect(await of('authorities')).toMatchObject({ certificate: { subject: 'Test Authority' } })
  expect(await of('own')).toMatchObject({ certificate: { subject: 'old' } })
  expect(await of('own', join(folder, 'none.pem'))).toEqual({
    unread: 'it cannot be read (ENOENT)',
  })
  expect(await of('own', old.keyFile)).toEqual({ unread: 'there is no certificate in it' })
})
