import { defineError } from '@promptbin/errors'

/** The id. */
export const webhookNotFound = defineError({
  code: 'PB_WEBHOOK_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'warning',
  message: 'There is no receiver %s.',
  hint: 'List the receivers with their ids with `promptbin webhook list`.',
})

/** The id. */
export const webhookDeliveryNotFound = defineError({
  code: 'PB_WEBHOOK_DELIVERY_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'warning',
  message: 'There is no delivery %s to this receiver.',
  hint: 'List what is kept with `promptbin webhook deliveries`; old ones are forgotten.',
})

/** How many there may be. */
export const webhooksTooMany = defineError({
  code: 'PB_WEBHOOKS_TOO_MANY',
  status: 409,
  class: 'user',
  severity: 'warning',
  message: 'There are %d receivers already, and no more are allowed.',
  hint: 'Remove one that is not needed any more with `promptbin webhook delete`.',
})

/** About how many seconds. */
export const webhookLeftAlone = defineError({
  code: 'PB_WEBHOOK_LEFT_ALONE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The receiver has failed several times in a row and is left alone for about %d s.',
  hint: 'See why it failed with `promptbin webhook deliveries`; it is tried again by itself.',
  operatorHint:
    'See why it failed with `promptbin webhook deliveries`; it is tried again by itself.',
})
