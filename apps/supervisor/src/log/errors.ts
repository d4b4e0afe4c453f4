import { defineError } from '@promptbin/errors'

/** Each costs a connection for as long as it stays; the value is how many there may be. */
export const logStreamsTooMany = defineError({
  code: 'PB_LOG_STREAMS_TOO_MANY',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'There are %s clients already that follow the log.',
  hint: 'Close one of them, or read GET /api/v1/logs from time to time.',
  operatorHint: 'Look for a program that follows the log and does not close its stream.',
})
