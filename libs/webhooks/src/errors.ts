import { defineError } from '@promptbin/errors'

/** The address (without its secrets) and what is wrong with it. */
export const webhookUrlInvalid = defineError({
  code: 'PB_WEBHOOK_URL_INVALID',
  status: 422,
  class: 'user',
  severity: 'warning',
  message: 'Nothing can be sent to %s: %s.',
  hint: 'Give an address such as https://example.org/hooks, without a name and password in it.',
})

/** The host of an address, and why nothing is sent there. */
export const webhookAddressRefused = defineError({
  code: 'PB_WEBHOOK_ADDRESS_REFUSED',
  status: 422,
  class: 'user',
  severity: 'warning',
  message: 'Nothing is sent to %s: %s.',
  hint: 'Use a public https address, or have an administrator add its network to webhooks.allow_private.',
})

/** The host and why no answer came. */
export const webhookUnreachable = defineError({
  code: 'PB_WEBHOOK_UNREACHABLE',
  status: 502,
  class: 'transient',
  severity: 'warning',
  message: '%s did not answer: %s.',
  hint: 'See that the receiver runs and can be reached from this machine; it is tried again by itself.',
  operatorHint:
    'Ask for what was tried with `promptbin webhook deliveries`, and see that the receiver can be reached from this machine.',
})
