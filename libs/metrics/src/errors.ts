import { defineError } from '@promptbin/errors'

export const metricRefused = defineError({
  code: 'PB_METRIC_REFUSED',
  status: 500,
  class: 'internal',
  severity: 'critical',
  message: 'The metric %s cannot be registered: %s.',
  hint: 'Give the metric another name or other labels; docs/metrics.md has the rules.',
  operatorHint: 'This is a defect of PromptBin: report it with the log line.',
})
