import { EXIT_BAD_CONFIGURATION } from '@promptbin/ipc'
import { durationInWords } from './duration-words.ts'

/**
 * Why a process is not running any more, or why it must not, as data. What follows from each kind
 * stands in `restartClasses`. `livedMs` is how long it had been ready; 0: it never was.
 */
export type Failure =
  | {
      readonly kind: 'exit'
      /** Null: it could not be started at all. */
      readonly code: number | null
      readonly livedMs: number
    }
  | { readonly kind: 'signal'; readonly signal: string; readonly livedMs: number }
  | {
      readonly kind: 'out-of-memory'
      /** The engine's own heap was full, or the kernel had no memory left for the process. */
      readonly of: 'heap' | 'machine'
      readonly livedMs: number
    }
  | {
      readonly kind: 'memory-limit'
      readonly rssBytes: number
      readonly limitBytes: number
      readonly livedMs: number
    }
  | { readonly kind: 'start-timeout'; readonly limitMs: number }
  | {
      readonly kind: 'liveness-lost'
      readonly missedBeats: number
      /** It lives, but cannot be spoken to or takes no connections; without: it is silent. */
      readonly fault?: 'deaf' | 'not-listening'
      readonly livedMs: number
    }
  | { readonly kind: 'port-taken' }
  | {
      readonly kind: 'dependency-missing'
      /** The code by which it complained. */
      readonly code: string
    }
  | { readonly kind: 'bad-configuration' }
  | {
      readonly kind: 'library-refused'
      /** The code with which it refused it. */
      readonly code: string
    }
  | { readonly kind: 'asked-for' }

const BYTES_PER_MB = 1024 * 1024

function megabytes(bytes: number): string {
  return `${Math.round(bytes / BYTES_PER_MB)} MB`
}

/** The failure as a clause for a person, as in "The service was killed by SIGSEGV". */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'exit':
      return failure.code === null
        ? 'could not be started'
        : `ended by itself with exit code ${failure.code}`
    case 'signal':
      return `was killed by ${failure.signal}`
    case 'out-of-memory':
      return failure.of === 'heap' ? 'filled its heap' : 'was killed for want of memory'
    case 'memory-limit':
      return `used ${megabytes(failure.rssBytes)} of memory, more than ${megabytes(failure.limitBytes)}`
    case 'start-timeout':
      return `was not ready within ${durationInWords(failure.limitMs)}`
    case 'liveness-lost':
      return describeLostLiveness(failure)
    case 'port-taken':
      return 'found its port in use by another program'
    case 'dependency-missing':
      return `misses something that it needs (${failure.code})`
    case 'bad-configuration':
      return `refused its configuration (exit code ${EXIT_BAD_CONFIGURATION})`
    case 'library-refused':
      return `cannot go on with its library as it is (${failure.code})`
    case 'asked-for':
      return 'was asked to restart'
  }
}

function describeLostLiveness({
  fault,
  missedBeats,
}: Extract<Failure, { kind: 'liveness-lost' }>): string {
  if (fault === 'deaf') return 'closed its channel to the supervisor'
  const what = fault === 'not-listening' ? 'did not listen' : 'gave no sign of life'
  return `${what} for ${missedBeats} heartbeats`
}
