import { defineError } from '@promptbin/errors'

/** The process that looks has ended without an answer. */
export const diagnosisFailed = defineError({
  code: 'PB_DIAGNOSIS_FAILED',
  status: 503,
  class: 'transient',
  severity: 'error',
  message: 'The diagnosis has ended without an answer.',
  hint: 'Try again, or run `promptbin doctor` on the machine itself.',
  operatorHint:
    'See that the machine has memory for one more process; `promptbin top` tells who has it.',
})

/** Nobody can be asked. */
export const repairUnconfirmed = defineError({
  code: 'PB_REPAIR_UNCONFIRMED',
  status: 409,
  class: 'user',
  severity: 'error',
  message: 'Nothing was changed, as nobody has said yes.',
  hint: 'Say --yes to have everything done that --fix offers.',
})
