import { defineError, PromptBinError } from '@promptbin/errors'

/** All errors of the client itself; what prompt-web refuses keeps the code that prompt-web gave. */

export const libraryUnreachable = defineError({
  code: 'PB_LIBRARY_UNREACHABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The prompt library at %s cannot be reached.',
  hint: 'Try again in a few seconds; if it stays so, check that prompt-web runs there.',
  operatorHint: 'Look whether prompt-web runs: promptbin status.',
})

export const libraryTimeout = defineError({
  code: 'PB_LIBRARY_TIMEOUT',
  status: 504,
  class: 'transient',
  severity: 'warning',
  message: 'The prompt library gave no answer within %d ms.',
  hint: 'Try again in a few seconds.',
  operatorHint: 'See in "promptbin top" and in the slow queries of the log what prompt-web was at.',
})

export const libraryUnavailable = defineError({
  code: 'PB_LIBRARY_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The prompt library has failed repeatedly and is left alone for some seconds.',
  hint: 'Try again in about %d seconds.',
  operatorHint:
    'Follow docs/runbooks/breaker-open.md: the errors before this one say why. It is asked again by itself.',
})

export const libraryAnswerInvalid = defineError({
  code: 'PB_LIBRARY_ANSWER_INVALID',
  status: 502,
  class: 'internal',
  severity: 'error',
  message: 'The prompt library answered %s with something that is not the agreed form (%s).',
  hint: 'Check that the configured address is prompt-web, and of the same version.',
  operatorHint:
    'Look whether mcp-gateway is pointed at prompt-web and not at something before it, and whether both are of one version.',
})

export const libraryRequestGarbled = defineError({
  code: 'PB_LIBRARY_REQUEST_GARBLED',
  status: 502,
  class: 'transient',
  severity: 'error',
  message: 'The prompt library did not get %s as it was sent: %s',
  hint: 'Try again in a few seconds.',
  operatorHint:
    'Look what stands between mcp-gateway and prompt-web, such as a proxy, whether the configured address is prompt-web, and whether both are of one version.',
})

export const libraryCallCancelled = defineError({
  code: 'PB_LIBRARY_CALL_CANCELLED',
  status: 499,
  class: 'user',
  severity: 'info',
  message: 'Whoever asked did not wait for the answer.',
  hint: 'Nothing needs to be done.',
  retry: 'same-request',
})

const unanswered = [libraryUnreachable.definition.code, libraryTimeout.definition.code]

/** Whether no answer came, so that nobody knows what became of the request. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof PromptBinError && unanswered.includes(error.code)
}

/** Whether this says that prompt-web cannot be asked now, rather than what it thinks of the request. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof PromptBinError)) return false
  return error.status >= 500 || error.status === 408 || error.status === 429
}
