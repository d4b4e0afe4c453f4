import { defineError } from '@promptbin/errors'

export const authenticationRequired = defineError({
  code: 'PB_AUTH_REQUIRED',
  status: 401,
  class: 'user',
  severity: 'info',
  message: 'This gateway serves nobody without a token.',
  hint: 'Make one with "promptbin token create", and send it as "authorization: Bearer pbn_…".',
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

/** Values: the scopes that are needed. */
export const scopeInsufficient = defineError({
  code: 'PB_SCOPE_INSUFFICIENT',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'The token does not allow this; it needs %s.',
  hint: 'Use a token with these scopes.',
})

export const authenticationUnavailable = defineError({
  code: 'PB_AUTH_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The token cannot be checked at the moment.',
  hint: 'Try again in a few seconds.',
})

export const tokenLimited = defineError({
  code: 'PB_TOKEN_LIMITED',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'The token is limited to folders, and MCP is not served by folders of a token.',
  hint: 'Use it at the API of prompt-web. For MCP make one without folders, and serve a part of the library as a profile (mcp.profiles).',
})
