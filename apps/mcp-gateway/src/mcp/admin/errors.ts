import { defineError } from '@promptbin/errors'

/** All errors of administration over MCP; those of asking the supervisor stand beside its client. */

export const confirmationRequired = defineError({
  code: 'PB_MCP_CONFIRMATION_REQUIRED',
  status: 428,
  class: 'user',
  severity: 'info',
  message: '%s interrupts what others use, and nobody has confirmed it. Nothing was done.',
  hint: 'Ask the person. If they want it, call the tool again with the same input and "confirm": true.',
})

export const confirmationDeclined = defineError({
  code: 'PB_MCP_CONFIRMATION_DECLINED',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'The person was asked about %s and has not agreed. Nothing was done.',
  hint: 'Ask for it again only if they say so.',
})
