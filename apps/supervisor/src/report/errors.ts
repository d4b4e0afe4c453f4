import { defineError } from '@promptbin/errors'

/** The value is what the process that makes it said, or that it said nothing. */
export const reportFailed = defineError({
  code: 'PB_REPORT_FAILED',
  status: 500,
  class: 'transient',
  severity: 'error',
  message: 'The report could not be made: %s',
  hint: 'Make it on the machine itself: `promptbin report` needs no running PromptBin.',
  operatorHint:
    'Look for want of memory, of room on the disk, or of processes: `promptbin health`.',
})

/** The value is the id of a report. */
export const reportNotFound = defineError({
  code: 'PB_REPORT_NOT_FOUND',
  status: 404,
  class: 'user',
  severity: 'info',
  message: 'There is no report "%s".',
  hint: 'GET /api/v1/reports lists what there is; old ones are removed.',
})
