import type { Era, RoundTrip } from '../../../protocol-probe/round-trip/round-trip.ts'
import type { FindingOf } from '../../finding.ts'

/** How AI clients come to the gateway. */
export type Transport = 'http' | 'stdio'

const clientsOf: Readonly<Record<Era, string>> = {
  modern: 'AI clients of 2026-07-28',
  legacy: 'AI clients from before 2026-07-28',
}

const wayOf: Readonly<Record<Transport, string>> = {
  http: 'over HTTP',
  stdio: 'by a program that they start (stdio)',
}

/** What the SDKs and the gateway say of a key that is not accepted. */
const refusedKey = /401|PB_TOKEN_INVALID/

/** A timer may come a little before its time. */
const lateRatio = 0.95

/**
 * What is told of clients whose round trip failed. Over stdio a program has to start before it can answer: one
 * that took all of its time, in ms, says more of a busy machine than of PromptBin, so it is a warning only.
 */
export function unserved(
  transport: Transport,
  era: Era,
  { complaint, durationMs }: RoundTrip,
  timeoutMs: number,
): FindingOf {
  const who = `${clientsOf[era]} are not served ${wayOf[transport]}`
  const evidence = `${who}: ${complaint ?? 'no answer'}.`
  if (refusedKey.test(complaint ?? '')) {
    return {
      severity: 'error',
      class: 'access',
      evidence,
      fix: 'The key of this machine (run/local.key) is not accepted: stop PromptBin and start it again, which makes it anew.',
    }
  }
  const why = 'promptbin restart mcp-gateway; `promptbin logs --service mcp-gateway` says why.'
  if (transport === 'stdio' && durationMs >= lateRatio * timeoutMs) {
    return {
      severity: 'warning',
      class: 'process',
      evidence: `${who} within ${timeoutMs / 1_000} s: the machine may be busy.`,
      fix: `promptbin doctor, once more when it is less busy; then ${why}`,
    }
  }
  return { severity: 'error', class: 'process', evidence, fix: why }
}
