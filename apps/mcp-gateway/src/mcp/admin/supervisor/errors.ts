import { defineError } from '@promptbin/errors'

/** All errors of asking the supervisor; what it refuses keeps the code that it gave. */

export const supervisorUnreachable = defineError({
  code: 'PB_SUPERVISOR_UNREACHABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The supervisor of PromptBin cannot be reached.',
  hint: 'Try again in a few seconds; on its machine "promptbin status" tells whether it runs.',
  operatorHint:
    'Look whether the supervisor runs (promptbin status) and listens where supervisor.port says.',
})

export const supervisorTimeout = defineError({
  code: 'PB_SUPERVISOR_TIMEOUT',
  status: 504,
  class: 'transient',
  severity: 'warning',
  message: 'The supervisor of PromptBin gave no answer within %d ms.',
  hint: 'What was asked for may still be done: look with list_events or list_processes before asking again.',
  retry: 'after-a-look',
  operatorHint:
    'See in "promptbin top" whether the supervisor is busy, and in the log what it was at.',
})

export const supervisorUnavailable = defineError({
  code: 'PB_SUPERVISOR_UNAVAILABLE',
  status: 503,
  class: 'transient',
  severity: 'warning',
  message: 'The supervisor of PromptBin has failed repeatedly and is left alone for some seconds.',
  hint: 'Try again in about %d seconds.',
  operatorHint: 'See in the log why it failed before; the gateway asks it again by itself.',
})

export const supervisorAnswerInvalid = defineError({
  code: 'PB_SUPERVISOR_ANSWER_INVALID',
  status: 502,
  class: 'internal',
  severity: 'error',
  message:
    'The supervisor of PromptBin answered %s with something that is not the agreed form (%s).',
  hint: 'Check that gateway and supervisor are of the same version: "promptbin restart".',
  operatorHint:
    'Two versions run side by side: restart PromptBin (promptbin stop, promptbin start). If it comes back, report it.',
})

export const supervisorCallCancelled = defineError({
  code: 'PB_SUPERVISOR_CALL_CANCELLED',
  status: 499,
  class: 'user',
  severity: 'info',
  message: 'Whoever asked did not wait for the answer.',
  hint: 'What was asked for may be done all the same: look with list_events or list_processes.',
  retry: 'after-a-look',
})

/** The process that asks is about to be replaced by what it has asked for. */
export const gatewayLeaving = defineError({
  code: 'PB_MCP_GATEWAY_LEAVING',
  status: 503,
  class: 'transient',
  severity: 'info',
  message: 'What was asked for is under way, and the gateway that asked is replaced meanwhile.',
  hint: 'Do not ask for it again: list_events and list_processes tell what becomes of it.',
  retry: 'after-a-look',
  operatorHint: 'Nothing: it is the answer to a restart that somebody asked for over MCP.',
})
