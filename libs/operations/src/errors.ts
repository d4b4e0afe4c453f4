import { defineError } from '@promptbin/errors'

/** All errors of asking for operations. */

export const pathValueInvalid = defineError({
  code: 'PB_OPERATION_PATH_INVALID',
  status: 422,
  class: 'user',
  severity: 'info',
  message: 'The field %s must have a value that can stand in a path, but it is "%s".',
  hint: 'Give the name of what is meant, such as prompt-web.',
})
