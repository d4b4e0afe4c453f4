import type { LogFields } from '../../log/log-stream.ts'

/** What an error of PromptBin says of itself besides what went wrong; see docs/errors.md. */
export interface ErrorAdvice {
  /** `user`, `transient`, `permanent` or `internal`. */
  readonly class: string
  readonly severity: string
  /** Whether and when the same request can be sent again. */
  readonly retry: string
  /** For whoever asked. */
  readonly hint: string
  /** For whoever runs PromptBin; empty if there is nothing to do. */
  readonly operatorHint: string
}

const longestWord = 20
const longestHint = 500

/** Reads what `err` of libs/logging says; null for an error that is none of PromptBin's. */
export function readAdvice(err: LogFields): ErrorAdvice | null {
  const { class: kind, severity, retry, hint, operatorHint = '' } = err
  const words = [kind, severity, retry]
  if (![...words, hint, operatorHint].every((text) => typeof text === 'string')) return null
  return {
    class: String(kind).slice(0, longestWord),
    severity: String(severity).slice(0, longestWord),
    retry: String(retry).slice(0, longestWord),
    hint: String(hint).slice(0, longestHint),
    operatorHint: String(operatorHint).slice(0, longestHint),
  }
}
