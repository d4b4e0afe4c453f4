import { EXIT_BAD_CONFIGURATION } from '@promptbin/ipc'

/**
 * Why a service is not running any more, as data. Every kind has its own rule in `decide`:
 * a refused configuration is not cured by another start, an operator's wish needs no patience.
 */
export type Failure =
  | { readonly kind: 'exit'; readonly code: number; readonly livedMs: number }
  | { readonly kind: 'signal'; readonly signal: string; readonly livedMs: number }
  | { readonly kind: 'start-timeout'; readonly limitMs: number }
  | { readonly kind: 'liveness-lost'; readonly missedBeats: number; readonly livedMs: number }
  | { readonly kind: 'bad-configuration' }
  | { readonly kind: 'asked-for' }

/** What Node tells about a child that ended, and how long it had been ready (0: it never was). */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: string | null
  readonly livedMs: number
}

/** Tells from the way a process ended which kind of failure that was. */
export function classifyEnd({ code, signal, livedMs }: ProcessEnd): Failure {
  if (signal !== null) return { kind: 'signal', signal, livedMs }
  if (code === EXIT_BAD_CONFIGURATION) return { kind: 'bad-configuration' }
  return { kind: 'exit', code: code ?? 0, livedMs }
}

/** The failure as a clause for a person, as in "The service was killed by SIGSEGV". */
export function describeFailure(failure: Failure): string {
  switch (failure.kind) {
    case 'exit':
      return `ended by itself with exit code ${failure.code}`
    case 'signal':
      return `was killed by ${failure.signal}`
    case 'start-timeout':
      return `was not ready within ${durationInWords(failure.limitMs)}`
    case 'liveness-lost':
      return `gave no sign of life for ${failure.missedBeats} heartbeats`
    case 'bad-configuration':
      return `refused its configuration (exit code ${EXIT_BAD_CONFIGURATION})`
    case 'asked-for':
      return 'was asked to restart'
  }
}

/** A length of time for a person: `40 ms`, `1.5 s`, `600 s`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${milliseconds} ms`
  return `${Math.round(milliseconds / 100) / 10} s`
}
