import { defineError } from '@promptbin/errors'

/** Values: after how many seconds. */
export const rateExceeded = defineError({
  code: 'PB_RATE_EXCEEDED',
  status: 429,
  class: 'transient',
  severity: 'info',
  message: 'That were too many requests.',
  hint: 'Wait %d s, then go on more slowly.',
})

export const gatewayOverloaded = defineError({
  code: 'PB_OVERLOADED',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The gateway has more to do than it can.',
  hint: 'Wait for the seconds in the header "retry-after", then try again.',
})
