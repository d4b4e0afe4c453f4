import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CheckReport } from '@promptbin/health'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { certificateChecks } from '../../src/diagnostics/checks/setup/certificates.ts'
import { TestFolder } from '../command.ts'
import { examine } from '../diagnostics/doctor.ts'
import { makeCertificate } from './make-certificate.ts'
import { startTlsServer } from './tls-server.ts'

let folder: string
let data: TestFolder

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-certificates-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

beforeEach(() => {
  data = new TestFolder()
})

afterEach(() => data.remove())

/** Links open at a proxy with a certificate for so many days. */
async function behindProxy(days: number): Promise<void> {
  const name = `proxy-${days}`
  const { port } = await startTlsServer(makeCertificate(folder, { name, days }))
  configure(`share: { public_url: 'https://127.0.0.1:${port}' }\n`)
}

const configure = (text: string) =>
  writeFileSync(join(data.path, 'promptbin-config.yaml'), text, { mode: 0o600 })

async function ask(path: string): Promise<Response> {
  return fetch(new URL(path, data.instance.supervisor.url))
}

async function check(): Promise<CheckReport | undefined> {
  const { checks } = (await (await ask('/health')).json()) as {
    readonly checks: Readonly<Record<string, readonly CheckReport[]>>
  }
  return checks['certificates:expiry']?.[0]
}

/** In days from now; undefined where nothing is told. */
async function toldDays(): Promise<number | undefined> {
  const text = await (await ask('/metrics')).text()
  const series = /^promptbin_certificate_expiry_timestamp_seconds\{(?<labels>.*)\} (?<at>\S+)$/m
  const { labels = '', at } = series.exec(text)?.groups ?? {}
  if (at === undefined) return undefined
  expect(labels).toContain('endpoint="share.public_url"')
  return (Number(at) - Date.now() / 1_000) / 86_400
}

test('one that ends shows in health and metrics, keeps nobody from working, and goes with its setting', async () => {
  await behindProxy(2.5)
  await data.start()
  await expect.poll(check).toMatchObject({
    status: 'fail',
    severity: 'major',
    observedValue: 2,
    observedUnit: 'days',
    output: expect.stringMatching(
      /signed by itself for "proxy-2.5", ends at .*Renew it at the proxy/,
    ),
  })
  expect((await ask('/readyz')).status).toBe(200)
  const health = await ask('/health')
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({ overall_status: 'degraded' })
  // Metrics are read once in a while for all who ask.
  await expect.poll(toldDays).toBeCloseTo(2.5, 1)

  await behindProxy(90.5)
  await expect.poll(check).toMatchObject({ status: 'pass', observedValue: 90 })
  await expect.poll(toldDays).toBeCloseTo(90.5, 1)

  configure('')
  await expect
    .poll(check)
    .toMatchObject({ status: 'pass', observedValue: 'no setting names a place with TLS' })
  await expect.poll(toldDays).toBeUndefined()
})

test('one that was renewed is seen at once by who asks', async () => {
  const old = makeCertificate(folder, { name: 'old', days: 10 })
  const renewed = makeCertificate(folder, { name: 'renewed', days: 90.5 })
  const server = await startTlsServer(old)
  configure(`share: { public_url: 'https://127.0.0.1:${server.port}' }\n`)
  await data.start()
  await expect.poll(check).toMatchObject({ status: 'warn' })
  server.renew(renewed)
  const { code } = await data.run(['health', '--probe'])
  expect(code).toBe(0)
  expect(await check()).toMatchObject({ status: 'pass', observedValue: 90 })
})

test('a server that is away is told of without alarm', async () => {
  configure(`share: { public_url: 'https://127.0.0.1:1' }\n`)
  await data.start()
  await expect.poll(check).toMatchObject({
    status: 'pass',
    observedValue: 'not read: share.public_url (127.0.0.1:1: connections are refused)',
  })
})

test('the doctor tells the same where nothing runs', async () => {
  await behindProxy(10.5)
  const { checks, findings, code } = await examine(data.path, certificateChecks)
  expect(checks).toContainEqual(
    expect.objectContaining({ check: 'certificates:expiry', observed: '10 days' }),
  )
  expect(findings.filter((finding) => finding.check === 'certificates:expiry')).toMatchObject([
    { severity: 'warning', fix: expect.stringMatching(/^Renew it at the proxy/) },
  ])
  expect(code).toBe(0)
  await behindProxy(-1)
  const later = await examine(data.path, certificateChecks)
  expect(later.foundBy('certificates:expiry')).toMatchObject([{ severity: 'error' }])
  expect(later.code).toBe(3)
})
