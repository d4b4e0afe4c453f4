import type { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { judgeCertificates, observedIn } from './judge-certificates.ts'
import { type CertificateSetting, certificateSettings } from './places/certificate-place.ts'
import { describeCertificate } from './reading/certificate.ts'
import type { Sight } from './reading/read-certificates.ts'

const nowMs = Date.parse('2026-11-23T20:00:00Z')
const dayMs = 86_400_000

function sight(setting: CertificateSetting, days: number): Sight {
  const place = { kind: 'file', setting, shown: `a file of ${setting}`, holds: 'own' } as const
  const [validFromMs, validUntilMs] = [nowMs - 365 * dayMs, nowMs + days * dayMs]
  const certificate = { subject: 'us', issuer: 'an authority', validFromMs, validUntilMs }
  return { place, certificate, unread: null }
}

test.each([
  [22, 'pass'],
  [21, 'warn'],
  [3.001, 'warn'],
  [3, 'fail'],
  [0, 'fail'],
  [-400, 'fail'],
])('with %d days left: %s', (days, status) => {
  expect(judgeCertificates([sight('auth.issuer', days)], nowMs).status).toBe(status)
})

test('the worst comes first, and each says what to do', () => {
  const days = [90, 10, 2, 20, -1]
  const sights = days.map((left, index) => sight(certificateSettings[index]!, left))
  const { status, troubles, daysLeft } = judgeCertificates(sights, nowMs)
  expect([status, daysLeft]).toEqual(['fail', -1])
  expect(troubles.map(({ leftMs }) => leftMs / dayMs)).toEqual([-1, 2, 10, 20])
  expect(troubles[1]).toMatchObject({
    evidence:
      'The certificate of a file of auth.issuer (auth.issuer), signed by "an authority" for "us", ends at 2026-11-25T20:00:00Z, in 2 d.',
    fix: expect.stringMatching(/authorization server/),
  })
})

test('what is not valid yet points to the clock', () => {
  const one = sight('mcp.public_url', 90)
  const early = nowMs - 400 * dayMs
  const [trouble] = judgeCertificates([one], early).troubles
  expect(trouble).toMatchObject({ status: 'fail', fix: expect.stringMatching(/clock/) })
  expect(trouble?.evidence).toMatch(/is valid only from 2025-11-23T20:00:00Z on\.$/)
})

test('nothing seen is nothing wrong', () => {
  const verdict = judgeCertificates([], nowMs)
  expect(verdict).toEqual({ status: 'pass', troubles: [], daysLeft: null, unread: [] })
  expect(observedIn(verdict)).toBe('no setting names a place with TLS')
})

test('names of strangers are cut and cleaned before they are shown', () => {
  const x509 = {
    subject: `O=Somebody\nCN="un\u001b[31mkind" ${'x'.repeat(200)}`,
    issuer: 'O=Nobody known',
    subjectAltName: 'DNS:a.example.org, DNS:b.example.org',
    validFromDate: new Date(0),
    validToDate: new Date(nowMs),
  }
  const { subject, issuer } = describeCertificate(x509 as X509Certificate)
  expect(subject).toMatch(/^un \[31mkind {2}x+$/)
  expect(subject.length).toBe(80)
  expect(issuer).toBe('O=Nobody known')
  const unnamed = { ...x509, subject: undefined } as unknown as X509Certificate
  expect(describeCertificate(unnamed).subject).toBe('a.example.org')
})
