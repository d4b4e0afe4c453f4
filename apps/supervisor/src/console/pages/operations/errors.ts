import { defineError } from '@promptbin/errors'

/** The value is the name that was asked for. */
export const operationUnknown = defineError({
  code: 'PB_OPERATION_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no operation %s.',
  hint: 'The page Operations lists all that there are.',
})
