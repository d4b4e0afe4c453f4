import { defineError } from '@promptbin/errors'

export const failpointsUnreadable = defineError({
  code: 'PB_FAILPOINTS_UNREADABLE',
  status: 500,
  class: 'user',
  severity: 'error',
  message: 'PROMPTBIN_FAILPOINTS has "%s", which %s.',
  hint: 'Write name=action, parted by semicolons; "promptbin failpoints" lists the names and actions.',
})

export const failpointsOff = defineError({
  code: 'PB_FAILPOINTS_OFF',
  status: 403,
  class: 'user',
  severity: 'info',
  message: 'In production no failpoint ever acts.',
  hint: 'Failpoints are for tests of PromptBin itself: set PROMPTBIN_MODE=development for those.',
})
