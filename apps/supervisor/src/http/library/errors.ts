import { defineError } from '@promptbin/errors'

/** Asking prompt-web; what it refuses keeps the code that it gave. In the words of whoever administers. */

export const libraryUnreachable = defineError({
  code: 'PB_LIBRARY_UNREACHABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'prompt-web cannot be reached.',
  hint: 'Try again in a few seconds; `promptbin status` tells whether it runs.',
  operatorHint: 'Look whether prompt-web runs: promptbin status.',
})

/** The value is how many milliseconds it had. */
export const libraryTimeout = defineError({
  code: 'PB_LIBRARY_TIMEOUT',
  status: 504,
  class: 'transient',
  severity: 'warning',
  message: 'prompt-web gave no answer within %d ms.',
  hint: 'Look whether it was done all the same, then try again.',
  operatorHint: 'See in "promptbin top" and in the slow queries of the log what prompt-web was at.',
})

/** The value is in about how many seconds it is asked again. */
export const libraryUnavailable = defineError({
  code: 'PB_LIBRARY_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'prompt-web has failed repeatedly and is left alone for some seconds.',
  hint: 'Try again in about %d seconds.',
  operatorHint: 'The errors before this one say why: promptbin errors.',
})
