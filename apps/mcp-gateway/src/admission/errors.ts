import { defineError } from '@promptbin/errors'

/** Values: after how many seconds. */
export const rateExceeded = defineError({
  code: 'PB_RATE_EXCEEDED',
  status: 429,
  class: 'transient',
  severity: 'info',
  message: 'That were too many requests.',
  hint: 'Wait %d s, then go on more slowly.',
  operatorHint:
    'Nothing, unless a client that is needed meets it often: mcp.rate_limit has the number.',
})
