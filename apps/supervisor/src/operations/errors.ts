import { defineError } from '@promptbin/errors'

/** An operation that its caller may not have done: the operation and the scope that it needs. */
export const operationNotAllowed = defineError({
  code: 'PB_OPERATION_NOT_ALLOWED',
  status: 403,
  class: 'user',
  severity: 'warning',
  message: '%s needs the scope %s.',
  hint: 'Use a token or an account that has that scope, or ask an administrator.',
})
