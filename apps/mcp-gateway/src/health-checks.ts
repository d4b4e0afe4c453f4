import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { BreakerKind, PromptClient } from '@promptbin/prompt-client'
import { createBreakerCheck, createTracesCheck, type ShownBreaker } from '@promptbin/service'
import type { Tracing } from '@promptbin/tracing'
import type { Serving } from './http/serving.ts'

/** What the checks of the gateway look at. */
export interface HealthChecksOptions {
  readonly library: Pick<PromptClient, 'probe' | 'breakerStates' | 'describe'>
  readonly serving: Pick<Serving, 'places' | 'sessions'>
  /** Guards what authorization servers are asked for; undefined where none is trusted. */
  readonly issuer?: ShownBreaker | undefined
  /** Undefined unless something is traced. */
  readonly tracing?: Pick<Tracing, 'breaker'> | undefined
}

/** Near the limit, while there is still time to raise it. */
const nearly = 0.85

/** A feed that was lost is back by then, if it can be. */
const feedPatienceMs = 5_000

/**
 * What the gateway depends on. None is critical: a gateway without its library still answers
 * every client, with an error that says what is wrong, and to restart it would mend nothing.
 */
export function createHealthChecks(options: HealthChecksOptions): readonly HealthCheck[] {
  const { library, serving, issuer, tracing } = options
  const common = { severity: 'major', componentType: 'component' } as const
  return [
    { name: 'prompt-web:responseTime', ...common, run: () => askLibrary(library) },
    { name: 'prompt-web:readsBreaker', ...common, run: breaker('reads', library) },
    { name: 'prompt-web:writesBreaker', ...common, run: breaker('writes', library) },
    { name: 'changes:feed', ...common, run: followsChanges(library) },
    { name: 'connections:open', ...common, run: countConnections(serving) },
    ...(issuer ? [createIssuerCheck(issuer)] : []),
    ...(tracing ? [createTracesCheck(tracing)] : []),
  ]
}

/** Keys that are kept go on being used, so only what is signed by another is not let in. */
function createIssuerCheck(breaker: ShownBreaker): HealthCheck {
  return createBreakerCheck({
    name: 'issuer:breaker',
    severity: 'major',
    breaker,
    meanwhile:
      'The authorization server of auth.issuer cannot be asked: whose key is not known is told to come again.',
  })
}

async function askLibrary(library: Pick<PromptClient, 'probe'>): Promise<CheckResult> {
  const started = performance.now()
  await library.probe({ client: 'mcp-gateway' })
  const observedValue = Math.round((performance.now() - started) * 10) / 10
  return { observedValue, observedUnit: 'ms' }
}

/** Tells whether calls of one kind go through. */
function breaker(kind: BreakerKind, library: Pick<PromptClient, 'breakerStates'>) {
  return async (): Promise<CheckResult> => {
    const state = library.breakerStates()[kind]
    if (state === 'closed') return { observedValue: state }
    const output = `prompt-web has failed repeatedly, and ${kind} fail at once until it is back.`
    return { status: 'warn', observedValue: state, output }
  }
}

/** Without the feed no copy is used and no client hears of a change. */
function followsChanges(library: Pick<PromptClient, 'describe'>) {
  let lastLiveMs = performance.now()
  return async (): Promise<CheckResult> => {
    const { live } = library.describe().feed
    const nowMs = performance.now()
    if (live) lastLiveMs = nowMs
    if (live) return { observedValue: 'live' }
    if (nowMs - lastLiveMs < feedPatienceMs) return { observedValue: 'connecting' }
    const output = 'Changes of the library are not followed: clients are not told of them.'
    return { status: 'warn', observedValue: 'broken', output }
  }
}

/** Idle sessions make room for whoever comes, so they are not in the way. */
function countConnections({ places, sessions }: HealthChecksOptions['serving']) {
  let refusedBefore = 0
  return async (): Promise<CheckResult> => {
    const { limit, refused } = places
    const busy = places.taken - sessions.idle
    const refusedNow = refused.full + refused.share
    const turnedAway = refusedNow - refusedBefore
    refusedBefore = refusedNow
    const observed = { observedValue: busy, observedUnit: 'connections' }
    const of = `${busy} of ${limit} places for sessions, streams and stdio are in use`
    const complaint =
      turnedAway > 0
        ? `${turnedAway} clients were refused since the last look; ${of}.`
        : busy >= limit * nearly && `${of}; raise mcp.max_connections.`
    return complaint ? { status: 'warn', ...observed, output: complaint } : observed
  }
}
