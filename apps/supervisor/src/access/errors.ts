import { defineError } from '@promptbin/errors'

export const linkInvalid = defineError({
  code: 'PB_LOGIN_LINK_INVALID',
  status: 401,
  class: 'user',
  severity: 'warning',
  message: 'This link lets nobody in any more.',
  hint: 'Each is good once and for ten minutes: print another with "promptbin login-link".',
})
