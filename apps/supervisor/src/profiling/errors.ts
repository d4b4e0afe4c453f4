import { defineError } from '@promptbin/errors'

const ASKED = { class: 'user', severity: 'info' } as const

export const profilingOff = defineError({
  ...ASKED,
  code: 'PB_PROFILING_OFF',
  status: 403,
  message: 'Profiling is off: monitoring.enable_profiling is false.',
  hint: 'Set monitoring.enable_profiling to true, then `promptbin reload`.',
  retry: 'after-repair',
})

/** The value is the number of the process. */
export const processNotFound = defineError({
  ...ASKED,
  code: 'PB_PROFILE_PROCESS_NOT_FOUND',
  status: 404,
  message: 'No service has a process %d.',
  hint: 'GET /api/v1/processes lists those that run.',
})

/** The value is the name of a service. */
export const serviceNotReady = defineError({
  ...ASKED,
  code: 'PB_PROFILE_SERVICE_NOT_READY',
  status: 404,
  message: 'No process of a service "%s" is ready.',
  hint: '`promptbin status` lists what runs.',
})

/** The values are the number of the process and its state. */
export const processNotReady = defineError({
  ...ASKED,
  code: 'PB_PROFILE_PROCESS_NOT_READY',
  status: 409,
  message: 'Process %d is %s, so it cannot be profiled.',
  hint: 'Wait until it is ready, or choose another one.',
  retry: 'after-a-while',
})

/** The value is the number of the process that is being profiled. */
export const profileBusy = defineError({
  code: 'PB_PROFILE_BUSY',
  status: 409,
  class: 'transient',
  severity: 'info',
  message: 'Process %d is being profiled, and there is one profile at a time.',
  hint: 'Wait until that one is done.',
  operatorHint: 'Nothing: one profile at a time keeps the others fast.',
})

/** The values are the number of the process and its own words. */
export const profileFailed = defineError({
  code: 'PB_PROFILE_FAILED',
  status: 500,
  class: 'transient',
  severity: 'error',
  message: 'Process %d could not be profiled: %s',
  hint: 'Try again, for a shorter time if the profile was too large.',
  retry: 'same-request',
  operatorHint: 'The log of the process has the reason.',
})

/** The value is the number of the process. */
export const processEnded = defineError({
  code: 'PB_PROFILE_PROCESS_ENDED',
  status: 502,
  class: 'transient',
  severity: 'warning',
  message: 'Process %d ended while it was being profiled.',
  hint: '`promptbin status` tells why; profile the process that is there now.',
  retry: 'never',
  operatorHint: 'See why it ended: promptbin events.',
})

/** The values are the number of the process and the seconds that it was given. */
export const profileOverdue = defineError({
  code: 'PB_PROFILE_OVERDUE',
  status: 504,
  class: 'transient',
  severity: 'warning',
  message: 'Process %d had no profile after %d seconds.',
  hint: 'It may be too busy, or its heap too large; try again later.',
  operatorHint: 'See in "promptbin top" what the process is at.',
})

/** The value is the id of a profile. */
export const profileNotFound = defineError({
  ...ASKED,
  code: 'PB_PROFILE_NOT_FOUND',
  status: 404,
  message: 'There is no profile "%s".',
  hint: 'GET /api/v1/profiles lists what there is; old ones are removed.',
})

export const profileNotDrawable = defineError({
  ...ASKED,
  code: 'PB_PROFILE_NOT_DRAWABLE',
  status: 409,
  message: 'A heap snapshot has no call stacks, so there is no flame graph of it.',
  hint: 'Download it and open it in the Memory panel of Chrome DevTools.',
})
