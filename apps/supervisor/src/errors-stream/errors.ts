import { defineError } from '@promptbin/errors'

/** The value is the fingerprint that was asked for. */
export const errorGroupUnknown = defineError({
  code: 'PB_ERROR_GROUP_UNKNOWN',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'No group of errors has the fingerprint %s.',
  hint: 'List the groups with `promptbin errors`; the one not seen for longest makes room for a new one.',
})
