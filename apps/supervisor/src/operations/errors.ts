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

/** An operation of which this supervisor has no part yet; the value is its name. */
export const operationNotReady = defineError({
  code: 'PB_OPERATION_NOT_READY',
  status: 501,
  class: 'permanent',
  severity: 'error',
  message: '%s is not there yet.',
  hint: 'Use another way to do it, or a newer PromptBin.',
})
