import { defineError } from '@promptbin/errors'

/** The value is the limit, in bytes. */
export const profileTooLarge = defineError({
  code: 'PB_PROFILE_TOO_LARGE',
  status: 507,
  class: 'permanent',
  severity: 'warning',
  message: 'The profile has more than the %d bytes that it may have.',
  hint: 'Record for a shorter time.',
  retry: 'never',
  operatorHint: 'Record for a shorter time.',
})

/** The values are what is needed and what is free, in MB. */
export const profileMemoryShort = defineError({
  code: 'PB_PROFILE_MEMORY_SHORT',
  status: 507,
  class: 'transient',
  severity: 'warning',
  message: 'A snapshot of this heap takes about %d MB of memory, and %d MB are free.',
  hint: 'Sample the heap instead, or give the machine more memory.',
  operatorHint: 'Take a sampled heap profile instead: it needs next to nothing.',
})

export const profileInProgress = defineError({
  code: 'PB_PROFILE_IN_PROGRESS',
  status: 409,
  class: 'transient',
  severity: 'info',
  message: 'This process is being profiled already.',
  hint: 'Wait until that one is done.',
  operatorHint: 'Nothing: one profile at a time keeps the others fast.',
})
