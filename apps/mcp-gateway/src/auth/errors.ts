import { defineError } from '@promptbin/errors'

export const authenticationRequired = defineError({
  code: 'PB_AUTH_REQUIRED',
  status: 401,
  class: 'user',
  severity: 'info',
  message: 'This gateway serves nobody without a token.',
  hint: 'Make one with "promptbin token create", and send it as "authorization: Bearer pbn_…".',
})

/** Values: the scopes that are needed. */
export const scopeInsufficient = defineError({
  code: 'PB_SCOPE_INSUFFICIENT',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'The token does not allow this; it needs %s.',
  hint: 'Use a token with these scopes.',
})
