import { expect, test } from 'vitest'
import type { RoundTrip } from '../../../protocol-probe/round-trip/round-trip.ts'
import { unserved } from './unserved-clients.ts'

const failed = (complaint: string, durationMs: number): RoundTrip => ({
  isSuccess: false,
  protocolVersion: null,
  complaint,
  durationMs,
})

test('a program that had no time to start is a warning; one that failed at once is an error', () => {
  const late = unserved('stdio', 'modern', failed('Request timed out', 6_000.2), 6_000)
  expect(late).toMatchObject({ severity: 'warning', class: 'process' })
  expect(late.evidence).toContain('within 6 s')
  const broken = unserved('stdio', 'modern', failed('Connection closed', 40), 6_000)
  expect(broken).toMatchObject({ severity: 'error', class: 'process' })
  expect(broken.evidence).toContain('Connection closed')
})

test('who does not answer over HTTP in time is in the way of people', () => {
  const late = unserved('http', 'legacy', failed('Request timed out', 3_000), 3_000)
  expect(late.severity).toBe('error')
})

test('a key that is refused is told as that, whatever time it took', () => {
  const refused = unserved('stdio', 'legacy', failed('HTTP 401', 6_000), 6_000)
  expect(refused).toMatchObject({ severity: 'error', class: 'access' })
})
