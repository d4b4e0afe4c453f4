import { defineError } from '@promptbin/errors'

/** The values are the name of the sink and what went wrong, without secrets. */
export const sinkUnavailable = defineError({
  code: 'PB_LOG_SINK_UNAVAILABLE',
  status: 502,
  class: 'transient',
  severity: 'warning',
  message: 'The log cannot be sent to "%s" for now: %s.',
  hint: 'Check that it runs and that its entry in logging.ship is right; what fits its queue is sent later.',
  operatorHint:
    'Look whether the receiver runs and can be reached from this machine; it is asked again by itself.',
})

/** The values are the name of the sink and the number of lines. */
export const sinkRefused = defineError({
  code: 'PB_LOG_SINK_REFUSED',
  status: 502,
  class: 'permanent',
  severity: 'warning',
  message: '"%s" has refused log lines for good: %d at once.',
  hint: 'Its own log says why; sent again they would be refused again, so they were dropped and counted.',
  retry: 'never',
  operatorHint: 'Read the log of the receiver; the lines are in logs/promptbin.log all the same.',
})
