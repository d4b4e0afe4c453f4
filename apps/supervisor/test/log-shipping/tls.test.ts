import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Authority, createAuthority } from '@promptbin/security/testing'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startHttpReceiver } from './receivers/http-receiver.ts'
import { startTcpSyslog } from './receivers/syslog-receiver.ts'

const script = fileURLToPath(new URL('processes/ships-until-stdin-ends.ts', import.meta.url))

let folder: string
let trusted: Authority
let unknown: Authority

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-tls-'))
  trusted = createAuthority(folder, 'trusted')
  unknown = createAuthority(folder, 'unknown')
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Ships in a process of its own, as Node reads `NODE_EXTRA_CA_CERTS` once, at its start. */
function ship(sinks: readonly object[]) {
  const child = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: trusted.file,
      PROMPTBIN_LOGGING_SHIP: JSON.stringify(sinks),
    },
  })
  onTestFinished(() => void child.kill())
  const complaints: string[] = []
  child.stderr.on('data', (text) => complaints.push(String(text)))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    complaints,
    /** What it says next. */
    async next() {
      const { value } = await lines.next()
      return JSON.parse(value ?? '')
    },
    end: () => child.stdin.end(),
  }
}

const lost = (reasons: object = {}) => ({
  waitingBytes: 0,
  lostLines: { queue_full: 0, too_long: 0, refused: 0, shutdown: 0, ...reasons },
})

test('sinks whose certificate an authority vouches for that is trusted get the lines over TLS', async () => {
  const certificate = trusted.certify('IP:127.0.0.1,DNS:localhost')
  const loki = await startHttpReceiver(() => ({ status: 204 }), certificate)
  const collector = await startHttpReceiver(() => ({ status: 200, body: {} }), certificate)
  const syslog = await startTcpSyslog(0, certificate)
  const shipped = ship([
    { type: 'loki', url: loki.url },
    { type: 'otlp', url: `${collector.url}/v1/logs` },
    { type: 'syslog', host: '127.0.0.1', port: syslog.port, transport: 'tls' },
    { type: 'syslog', name: 'by-name', host: 'localhost', port: syslog.port, transport: 'tls' },
  ])
  for (const { requests } of [loki, collector]) {
    const [request] = await requests(1)
    expect(JSON.stringify(request?.body)).toContain('over TLS')
  }
  const messages = await syslog.messages(2)
  expect(messages.map(({ text }) => JSON.parse(text).msg)).toEqual(['over TLS', 'over TLS'])
  shipped.end()
  const { figures } = await shipped.next()
  expect(figures).toEqual(
    ['loki', 'otlp', 'syslog', 'by-name'].map((sink) => ({ sink, ...lost() })),
  )
  expect(shipped.complaints.join('')).toBe('')
})

test('nothing is said to a sink that cannot prove who it is; what waits for it is counted', async () => {
  const stranger = unknown.certify('IP:127.0.0.1')
  const loki = await startHttpReceiver(() => ({ status: 204 }), stranger)
  const syslog = await startTcpSyslog(0, stranger)
  const elsewhere = trusted.certify('DNS:logs.example.org')
  const collector = await startHttpReceiver(() => ({ status: 200, body: {} }), elsewhere)
  const shipped = ship([
    { type: 'loki', url: loki.url },
    { type: 'syslog', host: '127.0.0.1', port: syslog.port, transport: 'tls' },
    { type: 'otlp', url: `${collector.url}/v1/logs` },
  ])
  const said = [await shipped.next(), await shipped.next(), await shipped.next()]
  const why = Object.fromEntries(said.map(({ sink, err }) => [sink, err]))
  for (const sink of ['loki', 'syslog']) {
    expect(why[sink]).toMatchObject({
      code: 'PB_LOG_SINK_UNAVAILABLE',
      message: expect.stringContaining('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    })
  }
  expect(why['otlp'].message).toContain('ERR_TLS_CERT_ALTNAME_INVALID')
  shipped.end()
  const { figures } = await shipped.next()
  expect(figures).toEqual(
    ['loki', 'syslog', 'otlp'].map((sink) => ({ sink, ...lost({ shutdown: 1 }) })),
  )
  expect([...loki.received, ...collector.received, ...(await syslog.messages(0))]).toEqual([])
})
