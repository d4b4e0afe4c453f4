import { defineError } from '@promptbin/errors'

/** Somebody was asked on a terminal and did not type the word; the value is what was to be done. */
export const notConfirmed = defineError({
  code: 'PB_NOT_CONFIRMED',
  status: 400,
  class: 'user',
  severity: 'info',
  message: '%s: not confirmed, so nothing was done.',
  hint: 'Type the word that is asked for, or give --yes.',
})
