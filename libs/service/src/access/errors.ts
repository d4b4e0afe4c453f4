import { defineError } from '@promptbin/errors'

export const loginRequired = defineError({
  code: 'PB_AUTH_REQUIRED',
  status: 401,
  class: 'user',
  severity: 'info',
  message: 'Nobody is served here without a login or a token.',
  hint: 'Log in at /login. A program sends a token of "promptbin token create" as "authorization: Bearer pbn_…".',
})

/** One for all that can be wrong with a token, so that nobody learns which it was. */
export const tokenInvalid = defineError({
  code: 'PB_TOKEN_INVALID',
  status: 401,
  class: 'user',
  severity: 'warning',
  message: 'The token is not one that is accepted here.',
  hint: 'It may have a slip, have expired, have been revoked, or be meant for another service. Get a new one.',
})

/** Values: the scope that is needed. */
export const scopeInsufficient = defineError({
  code: 'PB_SCOPE_INSUFFICIENT',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'This needs the scope %s, which whoever asks does not have.',
  hint: 'Log in as somebody who has it, or use a token with it.',
})

export const tooManyTries = defineError({
  code: 'PB_RATE_EXCEEDED',
  status: 429,
  class: 'transient',
  severity: 'warning',
  message: 'These were too many wrong tokens or logins from one address.',
  hint: 'Wait for the seconds in the header "retry-after", then try again.',
  operatorHint: 'The audit trail has the refused tries with their addresses: promptbin audit list.',
})

export const authenticationUnavailable = defineError({
  code: 'PB_AUTH_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'Who asks cannot be checked at the moment.',
  hint: 'Try again in a few seconds.',
  operatorHint:
    'Look whether prompt-web runs, which knows the accounts and tokens (promptbin status), or whether the issuer of auth.issuer can be reached. The log line has the cause.',
})
